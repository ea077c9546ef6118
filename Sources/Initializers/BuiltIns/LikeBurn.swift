import InitKit

/// Burn's own start.
package struct LikeBurn: LibraryInitializer {
  package static let specification = InitializerSpecification(
    name: "like_burn", aliases: ["burn", "burn_default"],
    summary: "Starts a layer as Burn does when it is told nothing.",
    formula:
      "U(-b, b), b = 1 / sqrt(fan_in), weights and biases; recurrent xavier_normal; embeddings N(0, 1)",
    source: "Burn: KaimingUniform with gain 1 / sqrt(3) in Linear and Conv2d, XavierNormal in LSTM",
    suits: "comparing with a network of Burn's",
    notes: [
      "layers tell their fans, so that groups are right"
    ],
    examples: ["like_burn"])

  package init() {}

  static func start(at site: WeightSite) -> LibraryStart {
    switch site.role {
    case .weight, .bias: .fanUniform(at: site)
    case .recurrent: .normal(1 / FanMode.fanAverage.fan(at: site).squareRoot())
    case .embedding: .normal(1)
    case .scale: .fixed(1)
    }
  }
}
