import InitKit

/// Salimans and Kingma's start from data: every unit's sums get mean 0 and variance 1 on a batch.
package struct WeightNorm: NetworkInitializer {
  package static let specification = InitializerSpecification(
    name: "weight_norm_init", aliases: ["data_dependent", "weightnorm"],
    summary: "Small normal weights, then each unit scaled and shifted to mean 0 and variance 1 on data.",
    formula: "t = v x / |v|, g = scale / sqrt(Var(t)), b = -mean(t) scale / sqrt(Var(t)), w = g v / |v|",
    source: "Salimans and Kingma 2016, Weight normalization, arXiv:1602.07868, section 3, eq. 5 and 6",
    parameters: [
      .number("scale", default: 1, in: .positive, help: "deviation of the sums"),
      SchemeStart.parameter(default: "normal"),
      ParameterSpecification(
        "batches", .integer(1...1_000_000), default: .value(.number(1)),
        help: "batches of the first epoch to measure on together"),
    ],
    suits: "convolutions and dense layers, with biases; generative models",
    notes: [
      "the reparametrization w = g v / |v| itself is no part of it: this is its start alone",
      "units without a bias get their variance, not their mean; one that does not vary is refused",
      "`normal` is N(0, 0.05^2), the paper's; the size of the draws does not matter, their directions do",
    ],
    examples: ["weight_norm_init", "weight_norm_init(start=present)"])

  private let rule: UnitRule
  private let start: SchemeStart

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    rule = UnitRule(
      scale: try arguments.number("scale"), batches: Int(try arguments.number("batches")))
    start = try SchemeStart(arguments)
  }

  package var breaksSymmetry: Bool? { start.breaksSymmetry }

  package func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
    try start.apply(to: network)
    return try rule.apply(to: network)
  }
}
