import CKernels

extension PlanBuilder {
  /// Adds what a step changes: the parameters, whose old numbers take the place of the gradients.
  mutating func emitUpdate(_ blueprint: Blueprint, _ memory: NetworkMemory) {
    // Before clipping, which they have no part in.
    emitStillSummaries(memory)
    emitClipping(blueprint.optimizer.clipping, memory)
    if let method = blueprint.optimizer.quasiNewton, let place = memory.quasiNewton {
      // The trials of the step write over the gradients, and the old parameters over those.
      for summary in memory.summaries { addUpdate(memory.summarize(summary, of: memory.gradients)) }
      addUpdate(
        place.operation(
          method, parameters: memory.parameters, gradients: memory.gradients, count: memory.parameterCount))
      for summary in memory.summaries {
        addUpdate(memory.summarize(summary, of: memory.parameters, before: memory.gradients))
      }
      return
    }
    for (place, run) in memory.rateRuns.enumerated() {
      let parts = memory.updateParts(of: run)
      for (index, part) in parts.enumerated() {
        addUpdate(update(part, of: blueprint, memory, run, place, isFirst: index == 0))
      }
    }
  }

  /// Summarizes what is frozen: it has a gradient, which nothing clips, and an update of 0.
  private mutating func emitStillSummaries(_ memory: NetworkMemory) {
    for summary in memory.summaries {
      for still in memory.stillRows(of: summary) {
        addUpdate(memory.summarize(still, of: memory.gradients))
        addUpdate(memory.summarize(still, of: memory.parameters, before: memory.parameters))
      }
    }
  }

  /// Bounds the gradients of what learns; those of what is frozen do not count, as in PyTorch, where they are none.
  private mutating func emitClipping(_ clipping: Clipping, _ memory: NetworkMemory) {
    let operations = clipping.operations(on: memory.gradients, count: memory.parameterCount)
    guard !operations.isEmpty else { return }
    for range in memory.stillRanges {
      addUpdate(.clear(rows: 1, columns: range.count, result: memory.part(range, of: memory.gradients)))
    }
    for operation in operations { addUpdate(operation) }
  }

  /// The update of one part of a run.
  private func update(
    _ part: UpdatePart, of blueprint: Blueprint, _ memory: NetworkMemory, _ run: RateRun, _ place: Int,
    isFirst: Bool
  ) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_OPTIMIZE, rows: Int64(part.rows), columns: part.columns)
    operation.record.optimizer = blueprint.optimizer.kernel
    operation.record.parameter = run.factor
    // What parts of a run share, the first has brought a step on.
    operation.record.kind = isFirst ? 0 : 1
    operation.result = memory.part(part.range, of: memory.parameters)
    operation.a = memory.part(part.range, of: memory.gradients)
    operation.first = memory.first.map { memory.part(part.range, of: $0) }
    operation.second = memory.second.map { memory.part(part.range, of: $0) }
    operation.powers = memory.powers(of: place)
    operation.operands = [operation.a, part.summary]
    return operation
  }
}

/// Neighboring parameters that one operation updates.
struct UpdatePart {
  /// Numbers in the block of all parameters.
  let range: Range<Int>
  let rows: Int
  let columns: Int
  /// Where each row's summary goes; nil for none.
  let summary: Buffer?
}

extension NetworkMemory {
  /// A run cut where single rows are summarized; whole where nothing is recorded.
  func updateParts(of run: RateRun) -> [UpdatePart] {
    let end = run.start + run.count
    var parts: [UpdatePart] = []
    var start = run.start
    func plain(_ range: Range<Int>) -> UpdatePart {
      UpdatePart(range: range, rows: 1, columns: range.count, summary: nil)
    }
    for summary in summaries {
      // Where neurons are frozen, a run has some rows of a parameter only.
      let rows = summary.start(slots)..<summary.start(slots) + summary.rows * summary.columns
      let range = rows.clamped(to: run.start..<end)
      guard !range.isEmpty else { continue }
      if start < range.lowerBound { parts.append(plain(start..<range.lowerBound)) }
      let part = summary.part(range, slots, numberBytes)
      parts.append(UpdatePart(range: range, rows: part.rows, columns: part.columns, summary: part.buffer))
      start = range.upperBound
    }
    if start < end { parts.append(plain(start..<end)) }
    return parts
  }

  /// What no step changes, ascending, neighbors joined.
  var stillRanges: [Range<Int>] {
    var ranges: [Range<Int>] = []
    var end = 0
    for run in rateRuns {
      if end < run.start { ranges.append(end..<run.start) }
      end = run.start + run.count
    }
    if end < parameterCount { ranges.append(end..<parameterCount) }
    return ranges
  }

  /// The rows of a parameter that no step changes.
  func stillRows(of summary: SummarySlot) -> [SummarySlot] {
    let slot = slots[summary.slot]
    return slot.parameter.stillEntries.map { still in
      summary.part(slot.start + still.lowerBound..<slot.start + still.upperBound, slots, numberBytes)
    }
  }

  /// Summarizes rows of gradients, or of new parameters, given those before.
  func summarize(_ summary: SummarySlot, of block: Buffer, before: Buffer? = nil) -> PlannedOperation {
    let start = summary.start(slots)
    let range = start..<start + summary.rows * summary.columns
    var operation = PlannedOperation(
      IL_OP_SUMMARIZE_ROWS, rows: Int64(summary.rows), columns: summary.columns)
    operation.a = part(range, of: block)
    operation.b = before.map { part(range, of: $0) }
    operation.result = summary.buffer
    return operation
  }

  /// Part of a block.
  func part(_ range: Range<Int>, of block: Buffer) -> Buffer {
    Buffer(offset: block.offset + range.lowerBound * numberBytes, count: range.count)
  }
}
