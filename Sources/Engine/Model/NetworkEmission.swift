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
    var signal = Signal(value: input, gradient: nil, shape: shape)
    var result: [LayerBuffers] = []
    for (place, layer) in blueprint.layers.enumerated() {
      var parameters: [String: ParameterPlace] = [:]
      for slot in memory.slots where slot.layer == place {
        parameters[slot.parameter.name] = ParameterPlace(
          value: memory.part(slot, of: memory.parameters), gradient: memory.part(slot, of: memory.gradients))
      }
      let buffers = try layer.kind.emit(
        LayerPlace(
          settings: layer.settings, input: signal, outputShape: layer.outputShape, parameters: parameters,
          isActivationFused: blueprint.isActivationFused && place == blueprint.layers.count - 1),
        into: &self)
      endLayer()
      result.append(buffers)
      signal = buffers.output
    }
    if let last = result.last { try emitLoss(blueprint, memory, last, gathers: gathers) }
    return result
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
    addLoss(operation)
  }

  /// Adds what a step changes: the parameters, after a copy of them for looking back.
  mutating func emitUpdate(_ blueprint: Blueprint, _ memory: NetworkMemory) {
    addUpdate(.copy(memory.parameters, rows: 1, columns: memory.parameterCount, result: memory.previous))
    let clipping = blueprint.optimizer.clipping
    for operation in clipping.operations(on: memory.gradients, count: memory.parameterCount) {
      addUpdate(operation)
    }
    for (place, run) in memory.rateRuns.enumerated() {
      var operation = PlannedOperation(IL_OP_OPTIMIZE, rows: 1, columns: run.count)
      operation.record.optimizer = blueprint.optimizer.kernel
      operation.record.parameter = run.factor
      operation.result = memory.part(run, of: memory.parameters)
      operation.a = memory.part(run, of: memory.gradients)
      operation.first = memory.first.map { memory.part(run, of: $0) }
      operation.second = memory.second.map { memory.part(run, of: $0) }
      operation.powers = memory.powers(of: place)
      addUpdate(operation)
    }
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
