import InitKit

/// Glorot and Bengio's compromise between both directions, uniform.
package struct XavierUniform: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "xavier_uniform", aliases: ["glorot", "glorot_uniform", "xavier"],
    summary: "Uniform numbers that keep signal and gradients of tanh layers at about the same size.",
    formula: "w ~ U(-b, b), b = gain sqrt(6 / (fan_in + fan_out))",
    source:
      "Glorot and Bengio 2010, Understanding the difficulty of training deep feedforward networks, eq. 16",
    parameters: [.number("gain", default: 1, in: .nonNegative, help: "factor on the bound")],
    suits: "tanh, sigmoid and linear layers",
    notes: [
      "`xavier` and `glorot` alone mean this one, the default of Keras, Flux and MXNet's Xavier",
      "Caffe's xavier divides by fan_in alone: lecun_uniform",
    ],
    examples: ["xavier_uniform", "xavier_uniform(5/3)"])

  private let gain: Double

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    gain = try arguments.number("gain")
  }

  func law(at site: WeightSite) -> EntryLaw {
    .centeredUniform(deviation: gain / FanMode.fanAverage.fan(at: site).squareRoot())
  }
}
