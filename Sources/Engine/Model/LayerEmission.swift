import InitKit

/// Adds layers to a plan one after the other, and gives each reader of a layer a place for its derivative.
struct NetworkEmission {
  private let blueprint: Blueprint
  private let memory: NetworkMemory
  private let input: Signal
  /// Layers that a derivative has to reach.
  private let isReached: [Bool]
  /// Where each layer's results lie.
  private(set) var buffers: [LayerBuffers] = []
  /// By layer the places for derivatives that its readers have not taken yet.
  private var free: [[Buffer]] = []

  /// Starts from the network's input.
  init(_ blueprint: Blueprint, _ memory: NetworkMemory, input: Signal) {
    self.blueprint = blueprint
    self.memory = memory
    self.input = input
    isReached = blueprint.graph.reached(
      fromLayersWithParameters: blueprint.layers.map { !$0.parameters.isEmpty || $0.settings.tie != nil })
  }

  /// Adds a layer.
  ///
  /// - Throws: `memory`.
  mutating func add(_ place: Int, to plan: inout PlanBuilder) throws(EngineError) {
    let layer = blueprint.layers[place]
    let isLast = place == blueprint.layers.count - 1
    let signals = signals(into: place)
    let made = try layer.kind.emit(
      LayerPlace(
        settings: layer.settings, inputs: signals, outputShape: layer.outputShape,
        parameters: parameters(of: place), statistics: statistics(of: place),
        tied: try tied(layer, &plan), drawKey: drawKey(layer),
        isActivationFused: blueprint.isActivationFused && isLast, isReached: isReached[place]),
      into: &plan)
    var sums: [PlannedOperation] = []
    var places: [Buffer] = []
    if let gradient = made.output.gradient {
      let columns = made.output.columns
      places = [gradient]
      for _ in blueprint.graph.readers[place].dropFirst() {
        let other =
          try (isReached[place] ? plan.reserve(perSample: columns) : plan.reserveBeside(perSample: columns))
        places.append(other)
        sums.append(.add(1, other, columns: columns, to: gradient))
      }
    }
    let unreached = zip(blueprint.graph.inputs[place], signals).compactMap { below, signal in
      below >= 0 && !isReached[below] ? signal.gradient : nil
    }
    plan.endLayer(isReached: isReached[place], sums: sums, unreached: unreached)
    buffers.append(made)
    free.append(places)
  }

  /// What a layer reads, each with a place of its own for the derivative.
  private mutating func signals(into place: Int) -> [Signal] {
    blueprint.graph.inputs[place].map { below in
      guard below != LayerGraph.networkInput else { return input }
      var signal = buffers[below].output
      signal.gradient = free[below].isEmpty ? nil : free[below].removeFirst()
      return signal
    }
  }

  private func parameters(of place: Int) -> [String: ParameterPlace] {
    var result: [String: ParameterPlace] = [:]
    for slot in memory.slots where slot.layer == place { result[slot.parameter.name] = self.place(of: slot) }
    return result
  }

  private func place(of slot: ParameterSlot) -> ParameterPlace {
    ParameterPlace(
      value: memory.part(slot, of: memory.parameters), gradient: memory.part(slot, of: memory.gradients))
  }

  private func statistics(of place: Int) -> [String: Buffer] {
    var result: [String: Buffer] = [:]
    for slot in memory.statistics where slot.layer == place { result[slot.statistic.name] = slot.buffer }
    return result
  }

  /// The weight that a layer is tied to; its part of the gradient is added when the owner's stands.
  private func tied(
    _ layer: BlueprintLayer, _ plan: inout PlanBuilder
  ) throws(EngineError) -> TiedParameter? {
    guard let owner = layer.settings.tie,
      let slot = memory.slots.first(where: { $0.layerName == owner && $0.parameter.name == "weight" })
    else { return nil }
    let whole = place(of: slot)
    let part = try plan.reserve(slot.count)
    plan.addAfterBackward(.add(1, part, rows: 1, columns: slot.count, to: whole.gradient))
    return TiedParameter(
      place: ParameterPlace(value: whole.value, gradient: part), shape: slot.parameter.shape)
  }

  private func drawKey(_ layer: BlueprintLayer) -> UInt64 {
    StreamKey(seed: blueprint.description.seed, layer: layer.name, parameter: "").bits
  }
}
