import InitKit

/// Burn's own start.
package struct LikeBurn: LibraryInitializer {
  package static let specification = InitializerSpecification(
    name: "like_burn", aliases: ["burn", "burn_default"],
    summary: "Starts a layer as Burn does when it is told nothing.",
    formula:
      "U(-b, b), b = 1 / sqrt(fan_in), weights and biases; recurrent layers xavier_normal; embeddings N(0, 1)",
    source: "Burn: KaimingUniform with gain 1 / sqrt(3) in Linear and Conv2d, XavierNormal in LSTM",
    suits: "comparing with a network of Burn's",
    notes: [
      "layers tell their fans, so that groups are right; of a transposed convolution they tell out / groups",
      "of RNN, LSTM and GRU everything is xavier_normal gate by gate, the biases too",
    ],
    examples: ["like_burn"])

  package init() {}

  static func start(at site: WeightSite) -> LibraryStart {
    // Its gates are pairs of linear layers, each with one law for weights and bias; the second reads the units.
    if site.isRecurrent {
      let inputs = site.isSecondBias ? site.units : site.fanIn
      return .normal((2 / Double(max(1, inputs + site.units))).squareRoot())
    }
    return switch site.role {
    case .weight, .bias: .uniform(1 / site.torchFanIn.squareRoot())
    case .recurrent: .normal(1 / FanMode.fanAverage.fan(at: site).squareRoot())
    case .embedding: .normal(1)
    case .scale: .fixed(1)
    }
  }
}
