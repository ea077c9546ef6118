import InitKit
import Tensor

extension Model {
  /// A parameter's numbers.
  ///
  /// - Throws: `unknownName`.
  package func parameter(_ layer: String, _ name: String) throws(EngineError) -> Tensor {
    let slot = try network.parameter(layer, name)
    return tensor(network.memory.part(slot, of: network.memory.parameters), slot.parameter.shape)
  }

  /// A statistic's numbers, such as a running mean; nil when the layer has none of this name.
  ///
  /// - Throws: `unknownName` for the layer.
  package func statistic(_ layer: String, _ name: String) throws(EngineError) -> Tensor? {
    _ = try network.place(of: layer)
    let key = ParameterKey(layer: layer, parameter: name)
    return network.memory.statistics.first { $0.key == key }.map { tensor($0.buffer, $0.statistic.shape) }
  }

  /// Writes a statistic's numbers, rounded to the network's precision.
  ///
  /// - Throws: `unknownName`, `parameterShape`.
  package func setStatistic(_ layer: String, _ name: String, to value: Tensor) throws(EngineError) {
    let key = ParameterKey(layer: layer, parameter: name)
    guard let slot = network.memory.statistics.first(where: { $0.key == key }) else {
      let known = try network.blueprint.layer(layer).statistics.map(\.name)
      throw .unknownName(name, subject: "statistic", known: known)
    }
    guard value.shape == slot.statistic.shape else {
      throw .parameterShape(layer: layer, parameter: name, found: value.shape, needed: slot.statistic.shape)
    }
    network.arena.write(value.values, to: slot.buffer, precision: precision)
    evaluated = .nothing
  }

  /// Writes a parameter's numbers, rounded to the network's precision.
  ///
  /// What the optimizer remembers stays, but for quasi-Newton methods, whose last step it no longer is.
  ///
  /// - Throws: `unknownName`, `parameterShape`.
  package func setParameter(_ layer: String, _ name: String, to value: Tensor) throws(EngineError) {
    let slot = try network.parameter(layer, name)
    guard value.shape == slot.parameter.shape else {
      throw .parameterShape(
        layer: layer, parameter: name, found: value.shape, needed: slot.parameter.shape)
    }
    // The difference from before the last step would now show the change by hand as well.
    heldUpdates[ParameterKey(layer: layer, parameter: name)] = try update(layer, name).values
    write(value.values, to: slot)
  }

  /// What the last step added to a parameter; zeros before the first.
  ///
  /// - Throws: `unknownName`.
  package func update(_ layer: String, _ name: String) throws(EngineError) -> Tensor {
    let slot = try network.parameter(layer, name)
    let shape = slot.parameter.shape
    if let held = heldUpdates[ParameterKey(layer: layer, parameter: name)] {
      return Tensor(shape: shape, values: held)
    }
    let memory = network.memory
    var now = tensor(memory.part(slot, of: memory.parameters), shape)
    for (index, before) in previousValues(of: slot).enumerated() { now.values[index] -= before }
    return now
  }

  /// What is drawn anew.
  package enum Scope: Equatable, Sendable {
    /// Every parameter; the step goes back to 0 and what was recorded is forgotten.
    case all
    /// The parameters of a layer.
    case layer(String)
    /// One parameter.
    case parameter(layer: String, name: String)
    /// Several of these at once, each parameter once.
    case several([Scope])
  }

  /// Draws parameters with the next numbers of their own streams; their optimizer state starts anew.
  ///
  /// - Throws: `unknownName`, `initializer`, `scheme`, `schemeOwned`; then nothing has changed.
  package func reinitialize(_ scope: Scope) throws(EngineError) {
    guard scope != .all else {
      try drawAll()
      return restart()
    }
    let chosen = try slots(of: scope)
    try drawAlone(network.memory.slots.filter { chosen.contains($0.start) }, of: scope)
    for name in scope.layers {
      let place = try network.place(of: name)
      resetStatistics { $0.layer == place }
    }
  }

  /// What is drawn, by the first numbers of the parameters.
  private func slots(of scope: Scope) throws(EngineError) -> Set<Int> {
    switch scope {
    case .all: return Set(network.memory.slots.map(\.start))
    case .layer(let name):
      let place = try network.place(of: name)
      return Set(network.memory.slots.filter { $0.layer == place }.map(\.start))
    case .parameter(let layer, let name): return [try network.parameter(layer, name).start]
    case .several(let scopes):
      var starts: Set<Int> = []
      for scope in scopes { starts.formUnion(try slots(of: scope)) }
      return starts
    }
  }

  /// Draws all parameters as a new model would, from the first draw of every stream.
  ///
  /// - Throws: `initializer`, `scheme`; then nothing has changed.
  package func reset() throws(EngineError) {
    let saved = draws
    draws = [:]
    do throws(EngineError) {
      try drawAll()
    } catch {
      draws = saved
      throw error
    }
    restart()
  }

  /// Draws some parameters, each by itself; all values are known before the first is written.
  ///
  /// Until then they wait in the place of the gradients, so that drawing takes no more memory than training.
  func draw(_ slots: [ParameterSlot]) throws(EngineError) {
    keepPrevious()
    evaluated = .nothing
    try drawAmongGradients(slots)
    let memory = network.memory
    for slot in slots {
      network.arena.copy(
        from: network.arena, memory.part(slot, of: memory.gradients),
        to: memory.part(slot, of: memory.parameters), precision: precision)
      begin(slot)
    }
  }

  /// Draws parameters into the place of their gradients; the room for that is gone when it returns.
  private func drawAmongGradients(_ slots: [ParameterSlot]) throws(EngineError) {
    let memory = network.memory
    let room = try DrawRoom(count: slots.map(\.count).max() ?? 0)
    for slot in slots {
      let number = draws[slot.key] ?? 0
      let stream = RandomStream(
        StreamKey(
          seed: description.seed, layer: slot.layerName, parameter: slot.parameter.name, draw: number))
      do throws(InitializerError) {
        try room.draw(slot, from: stream)
      } catch {
        throw .initializer(layer: slot.layerName, parameter: slot.parameter.name, reason: error)
      }
      network.arena.write(
        UnsafeBufferPointer(room.values(slot.count)), to: memory.part(slot, of: memory.gradients),
        precision: precision)
    }
  }

  /// Makes numbers those of a draw.
  func take(_ drawn: [(slot: ParameterSlot, values: [Double])]) {
    for (slot, numbers) in drawn {
      write(numbers, to: slot)
      begin(slot)
    }
  }

  /// Counts a draw whose numbers stand in their place, and forgets what the parameter was before.
  private func begin(_ slot: ParameterSlot) {
    draws[slot.key, default: 0] += 1
    heldUpdates[slot.key] = nil
    network.memory.quasiNewton?.clear(in: network.arena)
    forget(slot)
  }

  /// Writes numbers over a parameter.
  func write(_ values: [Double], to slot: ParameterSlot) {
    let memory = network.memory
    network.arena.write(values, to: memory.part(slot, of: memory.parameters), precision: precision)
    memory.quasiNewton?.clear(in: network.arena)
    evaluated = .nothing
  }

  /// Clears what the optimizer and the last step left of a parameter.
  private func forget(_ slot: ParameterSlot) {
    let memory = network.memory
    forgetPrevious(of: slot)
    for block in [memory.first, memory.second] {
      guard let block else { continue }
      network.arena.clear(memory.part(slot, of: block), precision: precision)
    }
  }

  /// Goes back to step 0 with an empty record.
  private func restart() {
    (step, epoch, firstRow) = (0, 0, 0)
    (lossHistory, accuracyHistory, neuronRecord) = (History(), History(), NeuronRecord())
    network.memory.setPowers(RateRun.firstPowers, in: network.arena)
    resetStatistics { _ in true }
    evaluated = .nothing
    shuffle()
  }

  /// Makes statistics what they are before the first step.
  private func resetStatistics(where isMeant: (StatisticSlot) -> Bool) {
    for slot in network.memory.statistics where isMeant(slot) {
      network.memory.reset(slot, in: network.arena)
    }
  }
}

extension Model.Scope {
  /// The layers that are drawn as a whole.
  fileprivate var layers: [String] {
    switch self {
    case .layer(let name): [name]
    case .several(let scopes): scopes.flatMap(\.layers)
    case .all, .parameter: []
    }
  }
}

extension ParameterSlot {
  /// Its layer and name.
  var key: ParameterKey { ParameterKey(layer: layerName, parameter: parameter.name) }
}
