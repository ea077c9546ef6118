import Engine

extension BlueprintLayer {
  /// Whether it has neurons with weights of their own.
  var hasWeight: Bool { parameters.contains { $0.name == "weight" } }
}

extension Model {
  /// The layers that have weights, the one next to the input first.
  package var weightedLayers: [BlueprintLayer] { layers.filter(\.hasWeight) }

  /// The layers with weights below the last such one.
  package var hiddenLayers: [BlueprintLayer] { weightedLayers.dropLast() }

  /// Where a layer stands that has weights.
  ///
  /// - Throws: `unknownName`; `notAvailable` for a layer without weights.
  func weightedPlace(_ layer: String) throws(EngineError) -> Int {
    guard let place = layers.firstIndex(where: { $0.name == layer }) else {
      throw .unknownName(layer, subject: "layer", known: layers.map(\.name))
    }
    guard layers[place].hasWeight else { throw .notAvailable(quantity: "weight", layer: layer) }
    return place
  }
}
