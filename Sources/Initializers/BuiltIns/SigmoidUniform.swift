import InitKit

/// Glorot and Bengio's bound for logistic units.
package struct SigmoidUniform: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "sigmoid_uniform",
    summary: "Xavier's uniform rule with four times the bound, for the slope 1/4 of sigmoid.",
    formula: "w ~ U(-b, b), b = 4 sqrt(6 / (fan_in + fan_out))",
    source: "Bengio 2012, Practical recommendations, arXiv:1206.5533; DL4J's SIGMOID_UNIFORM",
    suits: "sigmoid, shallow networks",
    notes: ["the same as xavier_uniform(4); PyTorch's gain for sigmoid is 1"],
    examples: ["sigmoid_uniform"])

  package init(_ arguments: InitializerArguments) {}

  func law(at site: WeightSite) -> EntryLaw {
    .centeredUniform(deviation: 4 / FanMode.fanAverage.fan(at: site).squareRoot())
  }
}
