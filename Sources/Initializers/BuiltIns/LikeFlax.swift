import InitKit

/// Flax's own start.
package struct LikeFlax: LibraryInitializer {
  package static let specification = InitializerSpecification(
    name: "like_flax", aliases: ["flax", "flax_default", "jax_default"],
    summary: "Starts a layer as Flax does when it is told nothing.",
    formula: "lecun_truncated; recurrent orthogonal, gate by gate; biases 0; embeddings N(0, 1 / features)",
    source: "Flax NNX: Linear, Conv, LSTMCell, Embed",
    suits: "comparing with a network of Flax's",
    notes: [
      "cut at 2 deviations and corrected, unlike Haiku's",
      "its LSTM does not open the forget gate",
    ],
    examples: ["like_flax"])

  package init() {}

  static func start(at site: WeightSite) -> LibraryStart {
    switch site.role {
    case .weight: .law(.centeredTruncated(deviation: 1 / FanMode.fanIn.fan(at: site).squareRoot()))
    case .recurrent: site.gates > 1 ? .orthogonalGates(site.gates) : .orthogonal
    case .bias: .fixed(0)
    case .embedding: .normal(1 / Double(max(1, site.columns)).squareRoot())
    case .scale: .fixed(1)
    }
  }
}
