import CKernels

extension PlanBuilder {
  /// Adds what a step changes: the parameters, whose old numbers take the place of the gradients.
  mutating func emitUpdate(_ blueprint: Blueprint, _ memory: NetworkMemory) {
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
      operation.operands = [operation.a]
      addUpdate(operation)
    }
  }
}
