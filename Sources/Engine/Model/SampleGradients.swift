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
    if !isCoupled(slot),
      let short = layers[slot.layer].kind.sampleGradient(
        of: slot.parameter.declaration, layer: layers[slot.layer].settings, input: try layerInput(layer),
        delta: try activations(layer, .delta))
    {
      return short
    }
    var values: [Double] = []
    values.reserveCapacity(batchRows * slot.count)
    goBackBySample(slot) { values += $0 }
    return Tensor(shape: [batchRows] + slot.parameter.shape, values: values)
  }

  /// Norm of every sample's own gradient by each unit's entries of a parameter, `[batch, units]`.
  ///
  /// Of dense layers from the norms of delta and input alone (Goodfellow 2015, arXiv:1510.01799), without the
  /// gradients themselves; of others sample by sample. A parameter that belongs to no unit gives one column.
  ///
  /// - Throws: `unknownName`.
  package func sampleGradientNorms(_ layer: String, _ parameter: String) throws(EngineError) -> Tensor {
    let slot = try network.parameter(layer, parameter)
    let whole = layers[slot.layer]
    if !isCoupled(slot),
      let squares = whole.kind.sampleGradientSquares(
        of: slot.parameter.declaration, layer: whole.settings, input: try layerInput(layer),
        delta: try activations(layer, .delta))
    {
      return squares.map { $0.squareRoot() }
    }
    let layout = whole.unitParts.first { $0.parameter == parameter && !$0.isOutgoing }?.layout
    let units = layout?.count ?? 1
    var values: [Double] = []
    goBackBySample(slot) { gradient in
      var squares = [Double](repeating: 0, count: units)
      for (entry, value) in gradient.enumerated() { squares[layout?.unit(of: entry) ?? 0] += value * value }
      values += squares.map { $0.squareRoot() }
    }
    return Tensor(shape: [batchRows, units], values: values)
  }

  /// Whether a sample's gradient by a parameter is more than its own delta and input say.
  private func isCoupled(_ slot: ParameterSlot) -> Bool {
    layers.contains { $0.kind.couplesSamples } || layers.contains { $0.settings.tie == slot.layerName }
  }

  /// Goes the way back once for each sample, with the loss's derivative of all others set to 0, and visits the
  /// gradient of its own loss.
  ///
  /// Right for every kind of layer, also for those in which samples meet, such as batch_norm.
  private func goBackBySample(_ slot: ParameterSlot, _ visit: ([Double]) -> Void) {
    let rows = batchRows
    evaluated = .nothing
    _ = evaluate(backward: false)
    keepPrevious()
    var run = record()
    let width = network.lossGradient.count / network.blueprint.batchRows
    let slopes = tensor(network.lossGradient, [rows, width])
    for row in 0..<rows {
      var alone = [Double](repeating: 0, count: rows * width)
      let own = row * width..<(row + 1) * width
      alone.replaceSubrange(own, with: slopes.values[own])
      network.arena.write(alone, to: network.lossGradient, precision: precision)
      il_plan_evaluate(network.looking.handle, &run, UInt32(1 << IL_SECTION_BACKWARD.rawValue))
      let gradient = network.arena.read(
        network.memory.part(slot, of: network.memory.gradients), count: slot.count, precision: precision)
      visit(gradient.map { $0 * Double(rows) })
    }
    // Deltas and gradients are those of the last sample alone.
    evaluated = .nothing
  }
}
