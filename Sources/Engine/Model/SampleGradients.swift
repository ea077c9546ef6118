import CKernels
import Tensor

extension Model {
  /// The gradient of every sample's own loss, `[batch] + shape`; its mean is the gradient.
  ///
  /// - Throws: `unknownName`, or `memory` when the result would be larger than allowed.
  package func sampleGradient(_ layer: String, _ parameter: String) throws(EngineError) -> Tensor {
    let slot = try network.parameter(layer, parameter)
    let count = try ArenaLayout(limit: memoryLimit).product([batchRows, slot.count, 8])
    guard count <= memoryLimit else { throw .memory(bytes: count, limit: memoryLimit) }
    let isShared =
      layers.contains { $0.kind.couplesSamples } || layers.contains { $0.settings.tie == slot.layerName }
    if !isShared,
      let short = layers[slot.layer].kind.sampleGradient(
        of: slot.parameter.declaration, layer: layers[slot.layer].settings, input: try layerInput(layer),
        delta: try activations(layer, .delta))
    {
      return short
    }
    return sampleGradientByRuns(slot)
  }

  /// Goes the way back once for each sample, with the loss's derivative of all others set to 0.
  ///
  /// Right for every kind of layer, also for those in which samples meet, such as batch_norm.
  private func sampleGradientByRuns(_ slot: ParameterSlot) -> Tensor {
    let rows = batchRows
    evaluated = .nothing
    _ = evaluate(backward: false)
    keepPrevious()
    var run = record()
    let slopes = tensor(
      network.lossGradient, [rows, network.lossGradient.count / network.blueprint.batchRows])
    let width = slopes.columns
    var values: [Double] = []
    values.reserveCapacity(rows * slot.count)
    for row in 0..<rows {
      var alone = [Double](repeating: 0, count: rows * width)
      alone.replaceSubrange(
        row * width..<(row + 1) * width, with: slopes.values[row * width..<(row + 1) * width])
      network.arena.write(alone, to: network.lossGradient, precision: precision)
      il_plan_evaluate(network.training.handle, &run, UInt32(1 << IL_SECTION_BACKWARD.rawValue))
      let gradient = network.arena.read(
        network.memory.part(slot, of: network.memory.gradients), count: slot.count, precision: precision)
      values += gradient.map { $0 * Double(rows) }
    }
    // Deltas and gradients are those of the last sample alone.
    evaluated = .nothing
    return Tensor(shape: [rows] + slot.parameter.shape, values: values)
  }
}
