import InitKit

/// GPT-2's rule for the layers that write to the residual stream.
package struct Gpt2Residual: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "gpt2_residual", aliases: ["gpt2", "nanogpt_residual", "residual_scaled"],
    summary: "Small normal numbers, smaller the deeper: for layers that add to a residual stream.",
    formula: "w ~ N(0, s^2), s = std / sqrt(2 blocks)",
    source: "Radford et al. 2019, Language models are unsupervised multitask learners, section 2.3; nanoGPT",
    parameters: [
      .number("std", default: 0.02, in: .nonNegative, help: "deviation of the layers that do not add"),
      Depth.parameter("blocks", help: "transformer blocks, each adding to the stream twice"),
    ],
    suits: "the projections at the end of each attention and feed-forward branch",
    notes: ["all other weights of GPT-2 are normal(std=0.02), biases zeros"],
    examples: ["gpt2_residual(blocks=12)"])

  private let deviation: Double
  private let blocks: Depth

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    deviation = try arguments.number("std")
    blocks = try Depth("blocks", arguments)
  }

  func law(at site: WeightSite) -> EntryLaw {
    .centeredNormal(deviation: deviation / (2 * blocks.count(at: site)).squareRoot())
  }
}
