import CKernels

extension Model {
  /// Trains for a number of steps.
  ///
  /// The result depends on the state only, not on how steps are grouped into runs. Not a finite loss
  /// ends the run before the update; `interrupt` is polled before each step: any number but 0 stops.
  package func run(steps: Int, interrupt: UnsafePointer<Int32>? = nil) -> RunOutcome {
    let start = step
    var stop = StopReason.count
    var left = max(0, steps)
    while left > 0, stop == .count {
      let status = runChunk(stepsToRecord(most: min(left, losses.count)), interrupt: interrupt, left: &left)
      if status == IL_RUN_INTERRUPTED { stop = .interrupt }
      if status == IL_RUN_DIVERGED { stop = .diverged(firstNonFinite()) }
    }
    return RunOutcome(step: step, taken: step - start, loss: loss, stoppedBy: stop)
  }

  /// Steps to be taken in one go, so that the last is one to be recorded if any is.
  private func stepsToRecord(most: Int) -> Int {
    if recordsAccuracy, network.blueprint.isFullBatch { return 1 }
    return network.memory.summaries.isEmpty ? most : min(most, neuronRecord.stepsToKept(from: step))
  }

  /// Trains to the end of the present epoch, and for more epochs.
  package func run(epochs: Int, interrupt: UnsafePointer<Int32>? = nil) -> RunOutcome {
    guard epochs > 0 else { return run(steps: 0) }
    let (more, overflow) = stepsPerEpoch.multipliedReportingOverflow(by: epochs - 1)
    return run(steps: overflow ? Int.max : more + stepsLeftInEpoch, interrupt: interrupt)
  }

  /// Steps of a whole epoch.
  package var stepsPerEpoch: Int {
    let rows = network.blueprint.batchRows
    return (data.rows + rows - 1) / rows
  }

  /// Steps to the end of the present epoch.
  package var stepsLeftInEpoch: Int {
    let rows = network.blueprint.batchRows
    return network.blueprint.isFullBatch ? 1 : (data.rows - firstRow + rows - 1) / rows
  }

  /// One call of the kernels, and what it means for the state.
  private func runChunk(_ count: Int, interrupt: UnsafePointer<Int32>?, left: inout Int) -> il_run_status {
    var run = record()
    run.step_count = Int64(count)
    run.losses = losses.baseAddress
    run.interrupt = interrupt
    run.learning_rates = scheduledRates(count)
    let status = il_plan_run(network.training.handle, &run)
    let done = Int(run.steps_done)
    for index in 0..<done { lossHistory.append(losses[index]) }
    evaluated = .nothing
    if done > 0 {
      heldUpdates = [:]
      previous = .amongGradients
    }
    if done > 0, !network.memory.summaries.isEmpty {
      neuronRecord.append(step: step + done - 1, lastNeuronUpdates())
    }
    step += done
    left -= done
    firstRow = Int(run.first_row)
    if network.blueprint.isFullBatch {
      epoch += done
      if done > 0, recordsAccuracy { recordAccuracy() }
    } else if firstRow >= data.rows {
      endEpoch()
    }
    return status
  }

  /// The learning rates of so many next steps, as far as this epoch goes; nil when they are all the same.
  private func scheduledRates(_ count: Int) -> UnsafePointer<Double>? {
    let schedule = network.blueprint.schedule
    guard !schedule.isConstant else { return nil }
    let rate = network.blueprint.optimizer.learningRate
    let steps = network.blueprint.isFullBatch ? count : min(count, stepsLeftInEpoch)
    for index in 0..<steps { rates[index] = schedule.rate(at: step + index, of: rate) }
    return UnsafePointer(rates.baseAddress)
  }

  /// Counts the epoch and draws the next order.
  private func endEpoch() {
    epoch += 1
    firstRow = 0
    shuffle()
    if recordsAccuracy { recordAccuracy() }
  }

  /// Records the accuracy of now.
  private func recordAccuracy() {
    if let value = accuracy(on: .training) { accuracyHistory.append(value) }
  }

  /// A run over the training samples from the present place on.
  func record() -> il_run {
    var run = il_run()
    run.dataset_rows = Int64(data.rows)
    run.batch_rows = Int64(network.blueprint.batchRows)
    run.learning_rate = learningRate
    run.first_step = Int64(step)
    run.shuffles = description.summation == .shuffled
    if !network.blueprint.isFullBatch {
      run.permutation = indices(network.memory.order)
      run.first_row = Int64(firstRow)
    }
    return run
  }

  /// Whole numbers in the arena.
  func indices(_ buffer: Buffer) -> UnsafePointer<Int32> {
    UnsafePointer(network.arena.pointer(buffer).assumingMemoryBound(to: Int32.self))
  }
}
