import InitKit

/// tinygrad's own start.
package struct LikeTinygrad: LibraryInitializer {
  package static let specification = InitializerSpecification(
    name: "like_tinygrad", aliases: ["tinygrad", "tinygrad_default"],
    summary: "Starts a layer as tinygrad does when it is told nothing.",
    formula:
      "U(-b, b), b = 1 / sqrt(fan_in), weights and biases; embeddings U(-b, b), b = sqrt(6 / (vocabulary + features))",
    source: "tinygrad: nn.Linear, nn.Conv2d, nn.Embedding",
    suits: "comparing with a network of tinygrad's",
    notes: [
      "its convolutions forget groups in the bound: weights and biases sqrt(groups) too small",
      "of its LSTM weights are U(-b, b), b = 1 / sqrt(units), and biases 0",
    ],
    examples: ["like_tinygrad"])

  package init() {}

  static func start(at site: WeightSite) -> LibraryStart {
    if site.isRecurrent { return site.role == .bias ? .fixed(0) : .unitUniform(at: site) }
    return switch site.role {
    case .weight, .recurrent, .bias:
      .uniform(1 / (FanMode.fanIn.fan(at: site) * Double(site.groups)).squareRoot())
    case .embedding: .uniform((6 / Double(max(1, site.rows + site.columns))).squareRoot())
    case .scale: .fixed(1)
    }
  }
}
