import Analysis
import Engine

extension Model {
  /// What the inputs of a layer are called: features of the data, or neurons of the layer below.
  func inputNames(of layer: String) -> [String] {
    guard let place = layers.firstIndex(where: { $0.name == layer }) else { return [] }
    let count = layers[place].inputShape.reduce(1, *)
    if place > 0 { return (0..<count).map { "\(layers[place - 1].name)[\($0)]" } }
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
