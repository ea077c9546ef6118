import InitKit

/// Uniform between plus and minus one over the root of a fan: PyTorch's rule for weights and biases.
package struct FanUniform: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "fan_uniform", aliases: ["bias_uniform"],
    summary: "Uniform numbers bounded by 1 / sqrt(fan_in), PyTorch's rule for biases and weights.",
    formula: "w ~ U(-b, b), b = scale / sqrt(fan); Var(w) = scale^2 / (3 fan)",
    source: "LeCun 1998 as handed down by Torch; PyTorch's nn.Linear: kaiming_uniform_(a=sqrt(5))",
    parameters: [
      .number("scale", default: 1, in: .nonNegative, help: "factor on the bound"),
      .choice("mode", of: FanMode.allCases.map(\.rawValue), help: "the fan to divide by"),
    ],
    suits: "biases",
    notes: [
      "a bias takes the fans of its layer's weights",
      "a third of LeCun's variance: in relu layers without biases the signal falls to 1/6 per layer",
      "DL4J calls it UNIFORM; scikit-learn's bound is sqrt(6 / (fan_in + fan_out)), for biases too",
    ],
    examples: ["fan_uniform", "fan_uniform(2, fan_avg)"])

  private let scale: Double
  private let mode: FanMode

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    scale = try arguments.number("scale")
    mode = FanMode(rawValue: try arguments.text("mode")) ?? .fanIn
  }

  func law(at site: WeightSite) -> EntryLaw {
    let bound = scale / mode.fan(at: site).squareRoot()
    return .uniform(low: -bound, high: bound)
  }
}
