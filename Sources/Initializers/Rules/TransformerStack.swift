import InitKit

/// A stack of transformer layers: alone, or one of the two of a translator.
struct TransformerStack: Sendable {
  /// `alone`, `encoder` or `decoder`.
  let part: String
  /// Layers N of the stack.
  let layers: Depth
  private let other: Double?

  /// The parameters that describe it.
  static let parameters: [ParameterSpecification] = [
    .choice(
      "part", of: ["alone", "encoder", "decoder"], help: "a stack alone, or one of the two of a translator"),
    Depth.parameter("layers", help: "layers N of the stack that the weights stand in"),
    ParameterSpecification(
      "other", .integer(1...1_000_000), default: .derived("layers"),
      help: "layers M of the decoder, where the weights stand in the encoder"),
  ]

  /// Takes them.
  ///
  /// - Throws: `wrongType`.
  init(_ arguments: InitializerArguments) throws(InitializerError) {
    part = try arguments.text("part")
    layers = try Depth("layers", arguments)
    other = try arguments.optionalNumber("other")
  }

  /// Layers M of the decoder beside a stack of `own`; as many where nothing is said.
  func decoderLayers(beside own: Double) -> Double { other ?? own }
}
