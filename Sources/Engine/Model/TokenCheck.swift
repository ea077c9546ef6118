import Tensor

extension Blueprint {
  /// Checks that every layer that looks tokens up gets tokens of its vocabulary from the data.
  ///
  /// - Throws: `token` with the first that is none, `computedTokens` where they come from another layer.
  static func checkTokens(_ layers: [PlannedLayer], _ data: Dataset) throws(EngineError) {
    for layer in layers {
      guard let vocabulary = layer.kind.vocabulary(of: layer.settings) else { continue }
      var below = layer.inputs.first ?? LayerGraph.networkInput
      while below >= 0 {
        guard layers[below].kind is any ReshapingKind else {
          throw .computedTokens(layer: layer.settings.name, below: layers[below].settings.name)
        }
        below = layers[below].inputs.first ?? LayerGraph.networkInput
      }
      try check(data.inputs, vocabulary: vocabulary, layer: layer.settings.name, isHeldOut: false)
      guard let held = data.heldOut else { continue }
      try check(held.inputs, vocabulary: vocabulary, layer: layer.settings.name, isHeldOut: true)
    }
  }

  private static func check(
    _ inputs: Tensor, vocabulary: Int, layer: String, isHeldOut: Bool
  ) throws(EngineError) {
    for (place, value) in inputs.values.enumerated() {
      guard let token = Int(exactly: value), (0..<vocabulary).contains(token) else {
        throw .token(
          layer: layer, value: value, row: place / inputs.columns, position: place % inputs.columns,
          vocabulary: vocabulary, isHeldOut: isHeldOut)
      }
    }
  }
}
