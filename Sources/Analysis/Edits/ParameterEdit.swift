import Engine
import Tensor

/// New numbers for a parameter, and for what the optimizer remembers of it.
package struct ParameterEdit: Equatable, Sendable {
  /// Name of the layer.
  package let layer: String
  /// Name in the layer.
  package let parameter: String
  /// Its numbers.
  package var value: Tensor
  /// What the optimizer remembers; nil where that stays.
  package var memory: [Tensor]?

  /// Describes a change.
  package init(layer: String, parameter: String, value: Tensor, memory: [Tensor]? = nil) {
    self.layer = layer
    self.parameter = parameter
    self.value = value
    self.memory = memory
  }
}

/// Some of a parameter's numbers, by their places.
package struct ParameterEntries: Equatable, Sendable {
  /// Name of the layer.
  package let layer: String
  /// Name in the layer.
  package let parameter: String
  /// Places in row-major order.
  package let places: [Int]
  /// Sizes of the axes that they make up.
  package let shape: [Int]

  /// Names some numbers.
  package init(layer: String, parameter: String, places: [Int], shape: [Int]? = nil) {
    self.layer = layer
    self.parameter = parameter
    self.places = places
    self.shape = shape ?? [places.count]
  }
}

extension Model {
  /// What makes a neuron: its own weights and biases, and all that reads it.
  ///
  /// With `readers`, the weights of other layers that read the neuron and of its own that read it in time.
  /// - Throws: `unknownName`; `notAvailable` for a layer without neurons of its own, or, with `readers`, where
  ///   weights read several neurons as one.
  package func entries(
    of neuron: Int, in layer: String, readers: Bool
  ) throws(EngineError) -> [ParameterEntries] {
    let place = try weightedPlace(layer)
    let whole = layers[place]
    var result: [ParameterEntries] = []
    for part in whole.unitParts where readers || !part.isOutgoing {
      let places = (0..<part.layout.size).filter { part.layout.unit(of: $0) == neuron }
      result.append(ParameterEntries(layer: layer, parameter: part.parameter, places: places))
    }
    guard readers else { return result }
    guard let found = blueprint.readers(ofLayer: place) else {
      throw .notAvailable(quantity: "weights that read one neuron each", layer: layer)
    }
    for reader in found {
      let places = reader.units.indices.filter { reader.units[$0] == Int32(neuron) }
      result.append(
        ParameterEntries(layer: reader.owner ?? layer, parameter: reader.parameter, places: places))
    }
    return result
  }

  /// Incoming weights and biases of some units of a layer, parameter after parameter.
  ///
  /// - Throws: `unknownName`; `notAvailable` for a layer without weights.
  package func entries(ofUnits units: Set<Int>, in layer: String) throws(EngineError) -> [ParameterEntries] {
    let whole = layers[try weightedPlace(layer)]
    return whole.unitParts.filter { !$0.isOutgoing }.map { part in
      let places = (0..<part.layout.size).filter { units.contains(part.layout.unit(of: $0)) }
      return ParameterEntries(layer: layer, parameter: part.parameter, places: places)
    }
  }
}
