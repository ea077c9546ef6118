import InitKit

/// LeCun's rule, normal.
package struct LecunNormal: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "lecun_normal", aliases: ["lecun"],
    summary: "Normal numbers with variance 1 / fan_in: a sum of unit inputs has variance 1.",
    formula: "w ~ N(0, s^2), s = 1 / sqrt(fan_in)",
    source: "LeCun, Bottou, Orr and Mueller 1998, Efficient backprop, eq. 16; for selu Klambauer et al. 2017",
    suits: "selu and linear layers",
    notes: [
      "`lecun` alone means this one, the default of Flax",
      "not truncated; Keras and JAX truncate: variance_scaling(1)",
    ],
    examples: ["lecun_normal"])

  package init(_ arguments: InitializerArguments) {}

  func law(at site: WeightSite) -> EntryLaw {
    .centeredNormal(deviation: 1 / FanMode.fanIn.fan(at: site).squareRoot())
  }
}
