import InitKit

/// Independent numbers whose variance is a scale over a fan.
package struct VarianceScaling: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "variance_scaling",
    summary: "Random numbers whose variance is a scale divided by a fan.",
    formula: "Var(w) = scale / n, n = fan_in, fan_out or their mean",
    source: "TensorFlow's and Keras' VarianceScaling; covers Glorot 2010, He 2015 and LeCun 1998",
    parameters: [
      .number("scale", default: 1, in: .positive, help: "variance times fan"),
      .choice("mode", of: FanMode.allCases.map(\.rawValue), help: "the fan to divide by"),
      .choice(
        "distribution", of: Distribution.allCases.map(\.rawValue),
        help: "law of the entries; the truncated one is cut at 2 deviations and corrected"),
    ],
    suits: "what other libraries call glorot, he or lecun, with their truncated laws",
    notes: [
      "Keras' and JAX's he_normal is variance_scaling(2), glorot_normal is variance_scaling(1, fan_avg)"
    ],
    examples: ["variance_scaling(2)", "variance_scaling(1, fan_avg, uniform)"])

  private enum Distribution: String, CaseIterable {
    case truncated = "truncated_normal"
    case normal = "untruncated_normal"
    case uniform
  }

  private let scale: Double
  private let mode: FanMode
  private let distribution: Distribution
  private let cut = NormalCut(lower: -2, upper: 2)

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    scale = try arguments.number("scale")
    mode = FanMode(rawValue: try arguments.text("mode")) ?? .fanIn
    distribution = Distribution(rawValue: try arguments.text("distribution")) ?? .truncated
  }

  func law(at site: WeightSite) -> EntryLaw {
    let deviation = (scale / mode.fan(at: site)).squareRoot()
    return switch distribution {
    case .truncated:
      .truncatedNormal(mean: 0, deviation: deviation / cut.variance.squareRoot(), cut: cut)
    case .normal: .centeredNormal(deviation: deviation)
    case .uniform: .centeredUniform(deviation: deviation)
    }
  }
}
