import CKernels
import Tensor

extension PlanBuilder {
  /// Adds a network from gathering the batch to its gradients; returns each layer's places.
  ///
  /// - Throws: `memory`.
  mutating func emit(
    _ blueprint: Blueprint, _ memory: NetworkMemory, gathers: Bool
  ) throws(EngineError) -> [LayerBuffers] {
    let shape = blueprint.layers.first?.inputShape ?? []
    let columns = shape.reduce(1, *)
    let input: Buffer
    if let batch = memory.inputs.batch, !gathers {
      input = batch
    } else {
      input = try reserve(perSample: columns)
      addGather(memory.inputs.gather(into: input))
    }
    inputBuffer = input
    var emission = NetworkEmission(
      blueprint, memory, input: Signal(value: input, gradient: nil, shape: shape))
    for place in blueprint.layers.indices { try emission.add(place, to: &self) }
    if let last = emission.buffers.last { try emitLoss(blueprint, memory, last, gathers: gathers) }
    return emission.buffers
  }

  /// Adds the targets and the loss, which reads what is before a fused activation.
  private mutating func emitLoss(
    _ blueprint: Blueprint, _ memory: NetworkMemory, _ last: LayerBuffers, gathers: Bool
  ) throws(EngineError) {
    let target: Buffer
    if let batch = memory.targets.batch, !gathers {
      target = batch
    } else if blueprint.targetEncoding == .indices {
      target = try reserveIndices(try layout.product([batchRows, memory.targets.width]))
      addGather(memory.targets.gather(into: target))
    } else {
      target = try reserve(perSample: memory.targets.width)
      addGather(memory.targets.gather(into: target))
    }
    targetBuffer = target
    let positions = blueprint.targetPositions.reduce(1, *)
    var operation = PlannedOperation(
      IL_OP_LOSS, rows: PlannedOperation.batchRows * Int64(positions),
      columns: last.output.columns / positions)
    operation.record.kind = Int32(bitPattern: blueprint.lossForm.kernel.rawValue)
    operation.record.parameter = blueprint.lossOptions.number("delta", else: 1)
    operation.a = blueprint.isActivationFused ? last.pre : last.output.value
    operation.b = target
    operation.result = last.delta
    if !blueprint.isActivationFused { operation.result = last.output.gradient }
    lossGradient = operation.result
    addLoss(operation)
  }
}
