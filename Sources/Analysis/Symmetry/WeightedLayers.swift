import Engine
import InitKit
import Tensor

extension BlueprintLayer {
  /// Whether it has neurons with weights of their own.
  ///
  /// A scale alone, as of normalization, makes no neuron.
  var hasWeight: Bool {
    let roles: Set<ParameterRole> = [.weight, .recurrent, .embedding]
    return !unitParts.isEmpty && parameters.contains { roles.contains($0.site.role) }
  }

  /// The parts of its units that are weights into them, and those that are biases.
  var incomingParts: (weights: [UnitPart], biases: [UnitPart]) {
    let own = unitParts.filter { !$0.isOutgoing }
    let biases = Set(parameters.filter { $0.site.role == .bias }.map(\.name))
    return (own.filter { !biases.contains($0.parameter) }, own.filter { biases.contains($0.parameter) })
  }
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

  /// The numbers of some parts of a layer's units: one row a unit, part after part.
  func unitRows(
    _ layer: BlueprintLayer, _ parts: [UnitPart], _ read: (_ parameter: String) throws(EngineError) -> Tensor
  ) throws(EngineError) -> [[Double]] {
    var rows = [[Double]](repeating: [], count: layer.units)
    for part in parts {
      let values = part.layout.gathered(try read(part.parameter).values)
      let width = values.count / max(1, layer.units)
      for unit in rows.indices { rows[unit] += values[unit * width..<(unit + 1) * width] }
    }
    return rows
  }
}
