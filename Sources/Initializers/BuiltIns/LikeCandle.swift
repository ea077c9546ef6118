import InitKit

/// candle's own start.
package struct LikeCandle: LibraryInitializer {
  package static let specification = InitializerSpecification(
    name: "like_candle", aliases: ["candle", "candle_default"],
    summary: "Starts a layer as candle does when it is told nothing.",
    formula:
      "he_normal; biases U(-b, b), b = 1 / sqrt(fan_in); recurrent layers he_uniform, biases 0; embeddings N(0, 1)",
    source: "candle-nn: linear, conv, rnn, embedding",
    suits: "comparing with a network of candle's",
    notes: [
      "a variable fetched without an initializer is 0 everywhere: nothing breaks symmetry",
      "bounds of convolution biases forget the kernel's area, which here they count",
      "of a transposed convolution it takes out / groups times taps for fan_in",
    ],
    examples: ["like_candle"])

  package init() {}

  static func start(at site: WeightSite) -> LibraryStart {
    if site.isRecurrent && site.role == .bias { return .fixed(0) }
    if site.isRecurrent { return .uniform((6 / FanMode.fanIn.fan(at: site)).squareRoot()) }
    return switch site.role {
    case .weight: .normal((2 / site.torchFanIn).squareRoot())
    case .recurrent: .uniform((6 / FanMode.fanIn.fan(at: site)).squareRoot())
    case .bias: .fanUniform(at: site)
    case .embedding: .normal(1)
    case .scale: .fixed(1)
    }
  }
}
