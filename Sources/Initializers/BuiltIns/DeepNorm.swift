import InitKit

/// DeepNet's rule for transformers of a thousand layers.
package struct DeepNorm: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "deepnorm", aliases: ["deep_norm", "deepnet"],
    summary: "Xavier's rule made smaller with depth, for very deep transformers with DeepNorm.",
    formula:
      "xavier normal times beta: (8 N)^(-1/4) alone, (12 N)^(-1/4) decoder, 0.87 (N^4 M)^(-1/16) encoder",
    source: "Wang, Ma, Dong, Huang, Zhang and Wei 2022, DeepNet, arXiv:2203.00555",
    parameters: TransformerStack.parameters,
    suits: "value, output and feed-forward weights of a transformer",
    notes: [
      "`init network deepnorm` finds the layers; alpha, a factor on the stream, is no matter of the start",
      "the residual stream is multiplied by alpha: (2 N)^(1/4) alone, (3 N)^(1/4) decoder",
      "query and key weights are plain xavier_normal",
      "torchscale divides the encoder's by (N^4 M)^(1/16) / 1.15, a factor 1.15 where the paper has 0.87",
    ],
    examples: ["deepnorm(alone, 12)", "deepnorm(encoder, 6, 6)"])

  package static let scope = InitializerScope.both

  private let stack: TransformerStack

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    stack = try TransformerStack(arguments)
  }

  func law(at site: WeightSite) -> EntryLaw {
    Self.law(at: site, gain: gain(stack.layers.count(at: site)))
  }

  /// Xavier's rule, normal, times a gain.
  private static func law(at site: WeightSite, gain: Double) -> EntryLaw {
    .centeredNormal(deviation: gain / FanMode.fanAverage.fan(at: site).squareRoot())
  }

  /// Beta in a stack of so many layers.
  private func gain(_ own: Double) -> Double {
    switch stack.part {
    case "encoder": 0.87 * power(own * own * own * own * stack.decoderLayers(beside: own), -1.0 / 16)
    case "decoder": power(12 * own, -0.25)
    default: power(8 * own, -0.25)
    }
  }
}

extension DeepNorm: NetworkFilling {
  package var breaksSymmetry: Bool? { true }

  /// Xavier's rule, with beta on what writes to the stream; embeddings stay at their default.
  package func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
    let scheme = TransformerScheme(law: Self.law, factor: gain)
    try scheme.apply(to: network, layers: stack.layers.given)
    return SchemeReport()
  }
}
