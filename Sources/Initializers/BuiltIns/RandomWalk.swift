import InitKit

/// Sussillo and Abbott's gains, which keep the logarithm of gradients from drifting.
package struct RandomWalk: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "random_walk", aliases: ["sussillo_abbott"],
    summary: "Normal numbers with a gain that keeps gradients of narrow, deep networks from drifting.",
    formula:
      "w ~ N(0, g^2 / N), N = fan_in, g = exp(1 / (2 N)), for relu sqrt(2) exp(1.2 / (max(N, 6) - 2.4))",
    source: "Sussillo and Abbott 2014, Random walk initialization, arXiv:1412.6558",
    parameters: [
      .choice(
        "activation", of: ["layer", "linear", "relu"],
        help: "whose gain; `layer` takes relu's where the layer's activation is relu, else linear's")
    ],
    suits: "very deep, narrow linear and relu networks",
    notes: ["for tanh the authors tune g by experiment, a little above the linear one"],
    examples: ["random_walk", "random_walk(relu)"])

  private let activation: String

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    activation = try arguments.text("activation")
  }

  func law(at site: WeightSite) -> EntryLaw {
    let width = FanMode.fanIn.fan(at: site)
    let isRelu = (activation == "layer" ? site.activation.name : activation) == "relu"
    let gain =
      isRelu
      ? 2.0.squareRoot() * PortableMath.exp(1.2 / (max(width, 6) - 2.4)) : PortableMath.exp(0.5 / width)
    return .centeredNormal(deviation: gain / width.squareRoot())
  }
}
