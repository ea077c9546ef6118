import InitKit

/// Independent numbers whose variance is a scale over a fan.
package struct VarianceScaling: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "variance_scaling",
    summary: "Random numbers whose variance is a scale divided by a fan.",
    formula: "Var(w) = scale / n, n = fan_in, fan_out, (fan_in + fan_out) / 2 or sqrt(fan_in fan_out)",
    source: "TensorFlow's and Keras' VarianceScaling; covers Glorot 2010, He 2015 and LeCun 1998",
    parameters: [
      .number("scale", default: 1, in: .positive, help: "variance times fan"),
      .choice("mode", of: FanMode.allCases.map(\.rawValue), help: "the fan to divide by"),
      .choice(
        "distribution", of: Distribution.allCases.map(\.rawValue),
        help: "law of the entries; the truncated one is cut at 2 deviations and corrected"),
      ParameterSpecification(
        "fan_in", .integer(1...1_000_000_000), default: .derived("the layer's"),
        help: "fan-in to count with, where another library's count is wanted"),
      ParameterSpecification(
        "fan_out", .integer(1...1_000_000_000), default: .derived("the layer's"),
        help: "fan-out to count with"),
    ],
    suits: "what other libraries call glorot, he or lecun, with their truncated laws",
    notes: [
      "Keras' and JAX's he_normal is variance_scaling(2), glorot_normal is variance_scaling(1, fan_avg)",
      "`describe` shows the layer's own fans, which know of groups, gates and transposed kernels",
      "JAX's fan_geo_avg; PyTorch's fan_out of a depthwise 3x3 kernel of 64 channels is 576: fan_out=576",
    ],
    examples: [
      "variance_scaling(2)", "variance_scaling(1, fan_avg, uniform)",
      "variance_scaling(2, fan_out=64, mode=fan_out)",
    ])

  /// The law of the draws, by the names that Keras and Flax have.
  private enum Distribution: String, CaseIterable {
    case truncated = "truncated_normal"
    case normal = "untruncated_normal"
    case uniform
  }

  private let scale: Double
  private let mode: FanMode
  private let distribution: Distribution
  private let fanIn: Double?
  private let fanOut: Double?
  private let cut = NormalCut(lower: -2, upper: 2)

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    scale = try arguments.number("scale")
    mode = FanMode(rawValue: try arguments.text("mode")) ?? .fanIn
    distribution = Distribution(rawValue: try arguments.text("distribution")) ?? .truncated
    fanIn = try arguments.optionalNumber("fan_in")
    fanOut = try arguments.optionalNumber("fan_out")
  }

  func law(at site: WeightSite) -> EntryLaw {
    let deviation = (scale / mode.fan(at: site, input: fanIn, output: fanOut)).squareRoot()
    return switch distribution {
    case .truncated:
      .truncatedNormal(mean: 0, deviation: deviation / cut.variance.squareRoot(), cut: cut)
    case .normal: .centeredNormal(deviation: deviation)
    case .uniform: .centeredUniform(deviation: deviation)
    }
  }
}
