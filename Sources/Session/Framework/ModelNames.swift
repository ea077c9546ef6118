import Analysis
import Engine

/// Names that are made of indices.
enum ModelNames {
  /// All indices of a shape, row-major: `[0, 0]`, `[0, 1]`, …
  static func indices(_ shape: [Int]) -> [String] {
    shape.reduce([[]]) { known, size in known.flatMap { front in (0..<size).map { front + [$0] } } }
      .map { "[\($0.map(String.init).joined(separator: ", "))]" }
  }
}

extension Model {
  /// What a neuron's weights read: features of the data, neurons of the layer below, or, of a filter that
  /// reads many places, the tap itself by its indices `[channel, row, column]`.
  func inputNames(of layer: String) -> [String] {
    guard let place = layers.firstIndex(where: { $0.name == layer }) else { return [] }
    let layer = layers[place]
    let parts = layer.unitParts.filter { !$0.isOutgoing }
    guard parts.allSatisfy({ ["weight", "bias"].contains($0.parameter) && $0.layout.outer == 1 }) else {
      return parts.flatMap { part in
        (0..<part.layout.outer * part.layout.inner).map { entry in
          let (run, index) = (entry / max(1, part.layout.inner), entry % max(1, part.layout.inner))
          let place = [part.layout.outer, part.layout.inner].filter { $0 > 1 }.count
          return part.parameter + (place == 0 ? "" : place == 1 ? "[\(entry)]" : "[\(run), \(index)]")
        }
      }
    }
    let taps = layer.parameters.first { $0.name == "weight" }?.shape.dropFirst() ?? []
    if taps.count > 1 { return ModelNames.indices(Array(taps)) }
    let count = layer.inputShape.last ?? 0
    if let below = blueprint.layersBelow(layer).first {
      return (0..<count).map { "\(below.name)[\($0)]" }
    }
    guard data.featureNames.count == count else { return (0..<count).map { "input[\($0)]" } }
    return data.featureNames
  }

  /// For each neuron of a layer the nearest other one.
  ///
  /// - Throws: `unknownName`.
  func nearestTwins(in layer: String) throws(EngineError) -> [RowNeighbor?] {
    NearestRows(rows: try LayerNeurons(layer, of: self).rows).neighbors
  }
}
