import InitKit

/// LeCun's rule, uniform.
package struct LecunUniform: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "lecun_uniform",
    summary: "Uniform numbers with variance 1 / fan_in: a sum of unit inputs has variance 1.",
    formula: "w ~ U(-b, b), b = sqrt(3 / fan_in)",
    source: "LeCun, Bottou, Orr and Mueller 1998, Efficient backprop, eq. 16",
    suits: "selu and linear layers",
    notes: ["DL4J's LECUN_UNIFORM takes 3 / sqrt(fan_in), three times the variance"],
    examples: ["lecun_uniform"])

  package init(_ arguments: InitializerArguments) {}

  func law(at site: WeightSite) -> EntryLaw {
    .centeredUniform(deviation: 1 / FanMode.fanIn.fan(at: site).squareRoot())
  }
}
