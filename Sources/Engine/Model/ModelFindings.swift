import Tensor

extension Model {
  /// The first number that is not finite, on the way forward over the current batch.
  ///
  /// The order is: input, then layer by layer parameters, sums, activations, at last the loss.
  package func firstNonFinite() -> NonFinitePlace {
    let loss = evaluate(backward: false)
    if let place = place(in: input) {
      return finding(place, .input, layer: nil, neuron: place.column, sample: place.row)
    }
    for (index, layer) in layers.enumerated() {
      for slot in network.memory.slots where slot.layer == index {
        let value = tensor(network.memory.part(slot, of: network.memory.parameters), slot.parameter.shape)
        if let place = place(in: value) {
          return finding(
            place, .parameter(slot.parameter.name), layer: layer.name, neuron: place.row, sample: nil)
        }
      }
      let buffers = network.layers[index]
      for (buffer, quantity) in [
        (buffers.pre, NonFinitePlace.Quantity.preActivation), (buffers.output.value, .activation),
      ] {
        if let place = place(in: tensor(buffer, [batchRows] + layer.outputShape)) {
          let neuron = layer.unitLayout.unit(of: place.column)
          return finding(place, quantity, layer: layer.name, neuron: neuron, sample: place.row)
        }
      }
    }
    return NonFinitePlace(step: step, layer: nil, neuron: nil, sample: nil, quantity: .loss, value: loss)
  }

  /// A place in a tensor as a finding.
  private func finding(
    _ place: (row: Int, column: Int, value: Double), _ quantity: NonFinitePlace.Quantity, layer: String?,
    neuron: Int, sample: Int?
  ) -> NonFinitePlace {
    NonFinitePlace(
      step: step, layer: layer, neuron: neuron, sample: sample, quantity: quantity, value: place.value)
  }

  /// The first entry that is not finite.
  private func place(in tensor: Tensor) -> (row: Int, column: Int, value: Double)? {
    guard let index = tensor.values.firstIndex(where: { !$0.isFinite }) else { return nil }
    let width = max(1, tensor.columns)
    return (index / width, index % width, tensor.values[index])
  }
}
