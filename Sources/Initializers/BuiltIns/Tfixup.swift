import InitKit

/// T-Fixup's rule for transformers without normalization and warm-up.
package struct Tfixup: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "tfixup", aliases: ["t_fixup"],
    summary: "Xavier's rule made smaller with depth, for transformers without normalization.",
    formula: "xavier uniform times 0.67 N^(-1/4) (encoder) or (9 N)^(-1/4) (decoder, embedding: N(0, 1/d))",
    source: "Huang, Perez, Ba and Volkovs 2020, Improving transformer optimization",
    parameters: [
      .choice("part", of: ["encoder", "decoder", "embedding"], help: "where the weights stand"),
      Depth.parameter("layers", help: "layers N of the encoder or decoder"),
    ],
    suits: "value, output and feed-forward weights of a transformer, and its embeddings",
    notes: [
      "`init network tfixup` finds the layers; it leaves norms, which the paper takes out, as they are",
      "query and key weights are plain xavier_uniform",
      "0.67 stands outside the power; some ports put it inside",
    ],
    examples: ["tfixup(encoder, 6)", "tfixup(embedding, 6)"])

  package static let scope = InitializerScope.both

  private let part: String
  private let layers: Depth

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    part = try arguments.text("part")
    layers = try Depth("layers", arguments)
  }

  func law(at site: WeightSite) -> EntryLaw {
    let depth = layers.count(at: site)
    let factor = part == "encoder" ? 0.67 * power(depth, -0.25) : power(9 * depth, -0.25)
    guard part != "embedding" else {
      return .centeredNormal(deviation: factor / Double(max(1, site.columns)).squareRoot())
    }
    return .centeredUniform(deviation: factor / FanMode.fanAverage.fan(at: site).squareRoot())
  }
}

extension Tfixup: NetworkFilling {
  package var breaksSymmetry: Bool? { true }

  /// Xavier's rule, with its factor on what writes to the stream; embeddings N(0, 1/d), times (9 N)^(-1/4).
  package func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
    guard part != "embedding" else {
      throw .refused(
        reason: "`embedding` is a place in a network; a whole one is an `encoder` or a `decoder`")
    }
    let isEncoder = part == "encoder"
    let scheme = TransformerScheme(
      law: { .centeredUniform(deviation: $1 / FanMode.fanAverage.fan(at: $0).squareRoot()) },
      factor: { isEncoder ? 0.67 * power($0, -0.25) : power(9 * $0, -0.25) },
      embedding: { power(9 * $1, -0.25) / Double(max(1, $0.columns)).squareRoot() })
    try scheme.apply(to: network, layers: layers.given)
    return SchemeReport()
  }
}
