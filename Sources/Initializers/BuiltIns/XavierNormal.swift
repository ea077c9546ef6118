import InitKit

/// Glorot and Bengio's compromise between both directions, normal.
package struct XavierNormal: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "xavier_normal", aliases: ["glorot_normal"],
    summary: "Normal numbers that keep signal and gradients of tanh layers at about the same size.",
    formula: "w ~ N(0, s^2), s = gain sqrt(2 / (fan_in + fan_out))",
    source:
      "Glorot and Bengio 2010, Understanding the difficulty of training deep feedforward networks, eq. 12",
    parameters: [.number("gain", default: 1, in: .nonNegative, help: "factor on the deviation")],
    suits: "tanh, sigmoid and linear layers",
    notes: ["not truncated, as in PyTorch; Keras and JAX truncate: variance_scaling(1, fan_avg)"],
    examples: ["xavier_normal", "xavier_normal(5/3)"])

  private let gain: Double

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    gain = try arguments.number("gain")
  }

  func law(at site: WeightSite) -> EntryLaw {
    .centeredNormal(deviation: gain / FanMode.fanAverage.fan(at: site).squareRoot())
  }
}
