import Tensor

extension Model {
  /// What the optimizer remembers of a parameter, in its shape: as many tensors as the optimizer keeps.
  ///
  /// - Throws: `unknownName`.
  package func optimizerMemory(_ layer: String, _ name: String) throws(EngineError) -> [Tensor] {
    let slot = try network.parameter(layer, name)
    return [network.memory.first, network.memory.second].compactMap { block in
      block.map { tensor(network.memory.part(slot, of: $0), slot.parameter.shape) }
    }
  }

  /// Writes what the optimizer remembers of a parameter.
  ///
  /// - Throws: `unknownName`, `parameterShape`.
  package func setOptimizerMemory(
    _ layer: String, _ name: String, to values: [Tensor]
  ) throws(EngineError) {
    let slot = try network.parameter(layer, name)
    let blocks = [network.memory.first, network.memory.second].compactMap { $0 }
    for (block, value) in zip(blocks, values) {
      guard value.shape == slot.parameter.shape else {
        throw .parameterShape(
          layer: layer, parameter: name, found: value.shape, needed: slot.parameter.shape)
      }
      network.arena.write(value.values, to: network.memory.part(slot, of: block), precision: precision)
    }
  }
}
