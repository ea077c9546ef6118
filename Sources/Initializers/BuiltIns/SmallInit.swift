import InitKit

/// Nguyen and Salazar's small start for transformers.
package struct SmallInit: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "small_init", aliases: ["small_normal"],
    summary: "Small normal numbers that follow the width of a transformer.",
    formula: "w ~ N(0, s^2), s = sqrt(2 / (5 d)), d = fan_in",
    source: "Nguyen and Salazar 2019, Transformers without tears, arXiv:1910.05895",
    suits: "all weights of a transformer; meets GPT-2's 0.02 at a width of 1000",
    examples: ["small_init"])

  package init(_ arguments: InitializerArguments) {}

  func law(at site: WeightSite) -> EntryLaw {
    .centeredNormal(deviation: (0.4 / FanMode.fanIn.fan(at: site)).squareRoot())
  }
}
