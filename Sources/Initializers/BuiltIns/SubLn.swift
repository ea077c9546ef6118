import InitKit

/// Magneto's rule for transformers with a norm inside each branch.
package struct SubLn: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "subln", aliases: ["magneto", "sub_ln"],
    summary: "Xavier's rule made larger with depth, for transformers with a norm inside each branch.",
    formula:
      "xavier normal times sqrt(log(2 N)) alone, sqrt(log(3 N)) decoder, sqrt(log(3 M) log(2 N) / 3) encoder",
    source: "Wang et al. 2022, Foundation transformers, arXiv:2210.06423; torchscale",
    parameters: TransformerStack.parameters,
    suits: "value, output and feed-forward weights of a transformer with SubLN",
    notes: [
      "query and key weights are plain xavier_normal",
      "deepnorm is the sister rule for post-norm: it makes weights smaller with depth",
    ],
    examples: ["subln(alone, 12)", "subln(encoder, 6, 6)"])

  private let stack: TransformerStack

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    stack = try TransformerStack(arguments)
  }

  func law(at site: WeightSite) -> EntryLaw {
    let own = stack.layers.count(at: site)
    let square =
      switch stack.part {
      case "encoder": PortableMath.log(3 * stack.decoderLayers(beside: own)) * PortableMath.log(2 * own) / 3
      case "decoder": PortableMath.log(3 * own)
      default: PortableMath.log(2 * own)
      }
    return .centeredNormal(deviation: (square / FanMode.fanAverage.fan(at: site)).squareRoot())
  }
}
