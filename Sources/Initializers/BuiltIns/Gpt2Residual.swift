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
    notes: [
      "all other weights of GPT-2 are normal(std=0.02), biases zeros: `init network gpt2` is the whole",
      "there the branches of the network are counted, two for a transformer block",
    ],
    examples: ["gpt2_residual(blocks=12)", "gpt2_residual"])

  package static let scope = InitializerScope.both

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

extension Gpt2Residual: NetworkFilling {
  package var breaksSymmetry: Bool? { deviation > 0 ? true : false }

  /// Small normal numbers everywhere, smaller at the end of each residual branch.
  package func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
    let weights = try network.freeWeights()
    guard !network.branches.isEmpty else { throw .lacks(.residualBranch) }
    let count = blocks.given.map { 2 * $0 } ?? Double(network.branches.count)
    let last = network.branches.compactMap(\.weights.last)
    for weight in weights {
      let size = last.contains(weight) ? deviation / count.squareRoot() : deviation
      try network.write(network.draw(.centeredNormal(deviation: size), at: weight), to: weight)
    }
    return SchemeReport()
  }
}
