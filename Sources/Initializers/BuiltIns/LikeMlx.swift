import InitKit

/// MLX's own start.
package struct LikeMlx: LibraryInitializer {
  package static let specification = InitializerSpecification(
    name: "like_mlx", aliases: ["mlx", "mlx_default"],
    summary: "Starts a layer as MLX does when it is told nothing.",
    formula:
      "U(-b, b), b = 1 / sqrt(fan_in), weights and biases; b = 1 / sqrt(units) in recurrent layers; embeddings N(0, 1 / features)",
    source: "MLX: nn.Linear, nn.LSTM, nn.Embedding",
    suits: "comparing with a network of MLX's",
    notes: [
      "its convolutions have biases 0 and forget groups: weights sqrt(groups) too small (mlx issue 4536)",
      "recurrent layers have one bias: the second of PyTorch's is 0",
      "its he_normal has gain 1 unless told, which is LeCun's rule",
    ],
    examples: ["like_mlx"])

  package init() {}

  static func start(at site: WeightSite) -> LibraryStart {
    if site.isSecondBias || (site.isConvolution && site.role == .bias) { return .fixed(0) }
    if site.isRecurrent { return .unitUniform(at: site) }
    return switch site.role {
    case .weight, .recurrent, .bias:
      .uniform(1 / (FanMode.fanIn.fan(at: site) * Double(site.groups)).squareRoot())
    case .embedding: .normal(1 / Double(max(1, site.columns)).squareRoot())
    case .scale: .fixed(1)
    }
  }
}
