import InitKit

/// Independent normal numbers without those far out.
package struct TruncatedNormal: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "truncated_normal", aliases: ["trunc_normal"],
    summary: "Random numbers of a normal law that is cut on both sides.",
    formula: "w = mean + std z, z ~ N(0, 1) given lower <= z <= upper",
    source: "inverse distribution function; defaults as in Keras' TruncatedNormal",
    parameters: [
      .number("mean", default: 0, help: "center of the law before the cut"),
      .number("std", default: 0.05, in: .nonNegative, help: "standard deviation before the cut"),
      .number("lower", default: -2, in: cutOffs, help: "lower cut-off in standard deviations"),
      .number("upper", default: 2, in: cutOffs, help: "upper cut-off in standard deviations"),
      .boolean("corrected", default: false, help: "widen the law so that std holds after the cut"),
    ],
    suits: "starts without outliers, as in BERT and vision transformers",
    notes: [
      "PyTorch's trunc_normal_ takes absolute cut-offs: with std 0.02 its -2 and 2 cut nothing",
      "uncorrected cut-offs of -2 and 2 leave 0.8796 of the deviation, as in Keras and JAX",
    ],
    examples: ["truncated_normal(0, 0.02)", "truncated_normal(std=0.02, corrected=true)"])

  private static let cutOffs = NumberRange(-30, 30)

  private let mean: Double
  private let deviation: Double
  private let cut: NormalCut

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    let lower = try arguments.number("lower")
    let upper = try arguments.number("upper")
    guard lower < upper else { throw .unordered(lower: "lower", upper: "upper") }
    cut = NormalCut(lower: lower, upper: upper)
    mean = try arguments.number("mean")
    let std = try arguments.number("std")
    deviation = try arguments.boolean("corrected") ? std / cut.variance.squareRoot() : std
  }

  func law(at site: WeightSite) -> EntryLaw {
    .truncatedNormal(mean: mean, deviation: deviation, cut: cut)
  }
}
