import Tensor

extension Model {
  /// Takes a new description or new data; what has not changed keeps its numbers.
  ///
  /// Parameters whose layer, name and shape are as before keep their numbers, and what an optimizer of the
  /// same name remembers of them; others are drawn. Step, epoch and record go on. Other rows, another
  /// batch size or seed start the present epoch again.
  ///
  /// Parameters that are new are drawn by themselves, by their defaults where a scheme initializes the whole
  /// network; when all are new, the scheme runs. Nothing is drawn where a state is put back right away.
  ///
  /// - Throws: what `init` throws; then the model is as it was.
  package func apply(
    _ description: ModelDescription, data: Dataset? = nil, isDrawn: Bool = true
  ) throws(EngineError) {
    let samples = data ?? self.data
    let blueprint = try Blueprint(
      description, data: samples, initializers: initializers, memoryLimit: memoryLimit)
    let old = network
    let new = try CompiledNetwork(blueprint, data: samples, limit: memoryLimit)
    new.trimHeap()
    let saved = (draws, heldUpdates, self.data, previous)
    let before = carriedPrevious(old, to: new)
    var fresh: [ParameterSlot] = []
    for slot in new.memory.slots {
      guard let before = old.memory.slots.first(where: { $0.key == slot.key }),
        before.parameter.shape == slot.parameter.shape
      else {
        fresh.append(slot)
        continue
      }
      carry(before, of: old, to: slot, of: new)
    }
    for slot in new.memory.statistics {
      guard let before = old.memory.statistics.first(where: { $0.key == slot.key }),
        before.statistic.shape == slot.statistic.shape
      else { continue }
      let values = old.arena.read(before.buffer, count: before.buffer.count, precision: old.precision)
      new.arena.write(values, to: slot.buffer, precision: new.precision)
    }
    network = new
    previous = before
    self.data = samples
    // New parameters, and all under a new seed, start with the first draw, as in a new model.
    let isReseeded = old.blueprint.description.seed != description.seed
    let kept = Set(new.memory.slots.map(\.key)).subtracting(fresh.map(\.key))
    draws = draws.filter { kept.contains($0.key.whole) && !isReseeded }
    do throws(EngineError) {
      if isDrawn { try fresh.count == new.memory.slots.count ? drawAll() : draw(fresh) }
    } catch {
      (draws, heldUpdates, self.data, previous) = saved
      network = old
      throw error
    }
    heldUpdates = heldUpdates.filter { kept.contains($0.key) }
    settle(after: old, dataChanged: data != nil && saved.2 != samples)
  }

  /// The parameters before the last step, as far as a new network has them too.
  private func carriedPrevious(_ old: CompiledNetwork, to new: CompiledNetwork) -> PreviousParameters {
    if case .none = previous { return .none }
    let block = PreviousParameters.block(new.memory)
    guard let arena = try? Arena(bytes: block.count * new.precision.bytes) else { return .none }
    for slot in new.memory.slots {
      guard let before = old.memory.slots.first(where: { $0.key == slot.key }),
        before.parameter.shape == slot.parameter.shape
      else { continue }
      arena.write(previousValues(of: before), to: new.memory.part(slot, of: block), precision: new.precision)
    }
    return .apart(arena)
  }

  /// Copies a parameter and, under the same optimizer, what is remembered of it.
  private func carry(
    _ before: ParameterSlot, of old: CompiledNetwork, to slot: ParameterSlot, of new: CompiledNetwork
  ) {
    func copy(_ from: Buffer, _ to: Buffer) {
      let (source, target) = (old.memory.part(before, of: from), new.memory.part(slot, of: to))
      guard old.precision != new.precision else {
        return new.arena.copy(from: old.arena, source, to: target, precision: new.precision)
      }
      let values = old.arena.read(source, count: before.count, precision: old.precision)
      new.arena.write(values, to: target, precision: new.precision)
    }
    copy(old.memory.parameters, new.memory.parameters)
    guard old.blueprint.optimizer.optimizer.name == new.blueprint.optimizer.optimizer.name else { return }
    if let from = old.memory.first, let to = new.memory.first { copy(from, to) }
    if let from = old.memory.second, let to = new.memory.second { copy(from, to) }
  }

  /// Takes over what a quasi-Newton method remembers of the very same parameters.
  private func carryQuasiNewton(from old: CompiledNetwork) {
    guard let before = old.memory.quasiNewton, let now = network.memory.quasiNewton,
      old.precision == network.precision,
      old.memory.slots.map(\.key) == network.memory.slots.map(\.key),
      old.memory.slots.map(\.parameter.shape) == network.memory.slots.map(\.parameter.shape)
    else { return }
    now.carry(from: before, in: old.arena, to: network.arena, precision)
  }

  /// Brings optimizer, epoch and order of rows in line with the new network.
  private func settle(after old: CompiledNetwork, dataChanged: Bool) {
    evaluated = .nothing
    if old.blueprint.optimizer.optimizer.name == network.blueprint.optimizer.optimizer.name {
      let powers = old.arena.read(old.memory.powers(of: 0), count: RateRun.powerCount, precision: .float64)
      network.memory.setPowers(powers, in: network.arena)
      carryQuasiNewton(from: old)
    }
    if dataChanged || old.blueprint.batchRows != network.blueprint.batchRows
      || old.blueprint.description.seed != description.seed
    {
      firstRow = 0
    }
    shuffle()
  }
}
