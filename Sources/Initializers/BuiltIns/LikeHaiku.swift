import InitKit

/// Haiku's own start.
package struct LikeHaiku: LibraryInitializer {
  package static let specification = InitializerSpecification(
    name: "like_haiku", aliases: ["haiku", "haiku_default", "sonnet_default"],
    summary: "Starts a layer as Haiku does when it is told nothing.",
    formula:
      "normal, deviation 1 / sqrt(fan_in), cut at 2 and not corrected; biases 0; embeddings cut N(0, 1)",
    source: "Haiku's and Sonnet's Linear and Embed: TruncatedNormal(1 / sqrt(fan_in))",
    suits: "comparing with a network of Haiku's",
    notes: [
      "what is left of the deviation is 0.8796 / sqrt(fan_in)",
      "its LSTM adds 1 to the forget gate's sum, which here is in the bias",
      "its LSTM is one product over inputs and units: weights of inputs get 1 / sqrt(inputs + units), those of units here 1 / sqrt(units)",
    ],
    examples: ["like_haiku"])

  package init() {}

  static func start(at site: WeightSite) -> LibraryStart {
    if site.gates == 4 && site.role == .bias { return site.isSecondBias ? .fixed(0) : .forgetGate }
    if site.gates == 4 && site.role == .weight {
      return cut(1 / Double(max(1, site.fanIn + site.units)).squareRoot())
    }
    return switch site.role {
    case .weight, .recurrent: cut(1 / FanMode.fanIn.fan(at: site).squareRoot())
    case .bias: .fixed(0)
    case .embedding: cut(1)
    case .scale: .fixed(1)
    }
  }

  private static func cut(_ deviation: Double) -> LibraryStart {
    .law(.truncatedNormal(mean: 0, deviation: deviation, cut: .atTwo))
  }
}
