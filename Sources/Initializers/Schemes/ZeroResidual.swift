import InitKit

/// Residual branches switched off at first, so that a block starts as the identity.
package struct ZeroResidual: NetworkInitializer {
  package static let specification = InitializerSpecification(
    name: "zero_residual", aliases: ["rezero_init", "skipinit", "zero_init_residual"],
    summary: "Every residual branch starts at 0, so that each block is the identity; all else by default.",
    formula:
      "the last factor of a branch (norm or `scale`) = 0, or, where there is none, its last weight = 0",
    source:
      "De and Smith 2020, SkipInit, arXiv:2002.10444; Bachlechner et al. 2020, ReZero, arXiv:2003.04887; Goyal et al. 2017",
    parameters: [
      .choice(
        "at", of: ["end", "weight"], help: "a factor where the branch ends in one, or always the last weight")
    ],
    suits: "deep residual networks, with or without normalization",
    notes: [
      "SkipInit and ReZero add a learnt factor: `layer scale initial=0` at the end of the branch is one",
      "zero-gamma sets the last norm's factor of each branch to 0; torchvision calls it zero_init_residual",
      "of a transformer block the last weights of both halves",
    ],
    examples: ["zero_residual"])

  private let takesFactors: Bool

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    takesFactors = try arguments.text("at") == "end"
  }

  package func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
    guard !network.branches.isEmpty else { throw .lacks(.residualBranch) }
    for branch in network.branches {
      let factor = takesFactors ? branch.lastFactors.last : nil
      guard let end = factor ?? branch.weights.last, end.isFree else { continue }
      try network.write([Double](repeating: 0, count: end.site.count), to: end)
    }
    return SchemeReport()
  }
}
