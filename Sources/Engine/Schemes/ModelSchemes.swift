import InitKit

extension Model {
  /// Draws every parameter: by the network's scheme where one was chosen, else each by its own initializer.
  ///
  /// - Throws: `initializer`, `scheme`; then nothing has changed.
  func drawAll() throws(EngineError) {
    guard let chosen = description.networkInitializer, let scheme = chosen.scheme else {
      schemeReport = nil
      return try draw(network.memory.slots)
    }
    let (values, report) = try outcome(of: scheme, named: chosen.specification.name)
    take(network.memory.slots.compactMap { slot in values[slot.key].map { (slot, $0) } })
    schemeReport = report
  }

  /// What a scheme would make of the network, which stays as it is: weights by layer and name, and the report.
  ///
  /// - Throws: `scheme`, `memory`.
  package func outcome(
    of chosen: ChosenInitializer
  ) throws(EngineError) -> (values: [String: [String: [Double]]], report: SchemeReport)? {
    guard let scheme = chosen.scheme else { return nil }
    var free = description
    free.initializeNetwork(by: chosen)
    let other = try Model(
      free, data: data, initializers: initializers, memoryLimit: memoryLimit, interrupt: interrupt,
      isDrawn: false)
    let (values, report) = try other.outcome(of: scheme, named: chosen.specification.name)
    var result: [String: [String: [Double]]] = [:]
    for (key, numbers) in values { result[key.layer, default: [:]][key.parameter] = numbers }
    return (result, report)
  }

  private func outcome(
    of scheme: any NetworkFilling, named name: String
  ) throws(EngineError) -> (values: [ParameterKey: [Double]], report: SchemeReport) {
    let host = try SchemeHost(self, interrupt: interrupt)
    let report: SchemeReport
    do throws(InitializerError) {
      report = try scheme.initialize(host)
      // One that measures nothing may be stopped as well.
      try host.checkInterrupt()
    } catch {
      throw .scheme(name: name, reason: error)
    }
    var values: [ParameterKey: [Double]] = [:]
    for (parameter, numbers) in zip(host.parameters, host.result) {
      values[ParameterKey(layer: parameter.site.layer, parameter: parameter.site.parameter)] = numbers
    }
    return (values, report)
  }

  /// Draws some parameters by themselves.
  ///
  /// - Throws: `initializer`; `schemeOwned` when all of them belong to the network's scheme.
  func drawAlone(_ slots: [ParameterSlot], of scope: Scope) throws(EngineError) {
    let own = slots.filter { !$0.parameter.isFree }
    guard own.isEmpty, let first = slots.first, let scheme = description.networkInitializer else {
      return try draw(own)
    }
    let name =
      switch scope {
      case .parameter(let layer, let name): "\(layer).\(name)"
      default: first.layerName
      }
    throw .schemeOwned(layer: name, scheme: scheme.description)
  }
}

extension ModelDescription {
  /// Chooses what initializes the whole network, in place of all that was chosen for single layers.
  package mutating func initializeNetwork(by initializer: ChosenInitializer?) {
    networkInitializer = initializer
    for place in layers.indices {
      layers[place].weightInitializer = nil
      layers[place].biasInitializer = nil
      layers[place].parameterInitializers = [:]
    }
  }
}
