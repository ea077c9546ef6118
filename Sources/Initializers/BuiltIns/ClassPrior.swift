import InitKit

/// The bias that makes a sigmoid output start at a class's share of the samples.
package struct ClassPrior: Initializer {
  package static let specification = InitializerSpecification(
    name: "class_prior", aliases: ["focal_bias", "prior_logit"],
    summary: "An output bias that starts a sigmoid at the class's share of the samples.",
    formula: "b = log(p / (1 - p))",
    source: "Lin, Goyal, Girshick, He and Dollar 2017, Focal loss, arXiv:1708.02002",
    parameters: [
      .number(
        "p", default: 0.01, in: NumberRange(0, 1, includesLower: false, includesUpper: false),
        help: "share of the samples that belong to the class")
    ],
    suits: "biases of outputs, when one class is rare",
    notes: ["with weights near zero the first loss is the entropy of the prior"],
    examples: ["class_prior(0.1)"], isDeterministic: true)

  private let logit: Double

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    let share = try arguments.number("p")
    logit = PortableMath.log(share) - PortableMath.log(1 - share)
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    fillEverywhere(&weights, with: logit)
  }

  package func promise(at site: WeightSite) -> Promise? { .every(logit, at: site) }
}
