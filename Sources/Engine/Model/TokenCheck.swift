extension Blueprint {
  /// Checks that every layer that looks tokens up gets tokens of its vocabulary, and gets them from the data.
  ///
  /// - Throws: `data(.token)` with the first that is none, `computedTokens` where a layer computes them.
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
      try data.checkTokens(vocabulary)
    }
  }
}
