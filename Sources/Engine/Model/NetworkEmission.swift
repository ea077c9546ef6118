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
    var input = memory.inputs
    if gathers {
      input = try reserve(perSample: columns)
      addGather(.gather(memory.inputs, columns: columns, result: input))
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
    let columns = last.output.columns
    var target = memory.targets
    if gathers && blueprint.targetEncoding == .indices {
      target = try reserveIndices(batchRows)
      var operation = PlannedOperation.gather(memory.targets, columns: 1, result: target)
      operation.record.code = IL_OP_GATHER_CLASSES
      addGather(operation)
    } else if gathers {
      target = try reserve(perSample: columns)
      addGather(.gather(memory.targets, columns: columns, result: target))
    }
    targetBuffer = target
    var operation = PlannedOperation(IL_OP_LOSS, columns: columns)
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

extension PlannedOperation {
  /// result = the batch's rows of all rows.
  static func gather(_ rows: Buffer, columns: Int, result: Buffer) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_GATHER_ROWS, columns: columns)
    (operation.a, operation.result) = (rows, result)
    return operation
  }
}
