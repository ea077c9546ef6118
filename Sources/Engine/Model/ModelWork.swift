import CKernels

extension Model {
  /// Multiply-adds of a training step, roughly, what it costs to begin operations counted in.
  ///
  /// For choices that no result depends on, such as how often to keep a state.
  package var stepWork: Double { il_plan_work(network.training.handle, Int64(batchRows)) }

  /// Bytes of all that a step changes, and of the parameters before it.
  package var stateBytes: Int {
    network.memory.persistentBytes + network.memory.parameterCount * precision.bytes
  }
}
