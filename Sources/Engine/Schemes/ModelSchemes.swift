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
    let host = try SchemeHost(self, interrupt: interrupt)
    let report: SchemeReport
    do throws(InitializerError) {
      report = try scheme.initialize(host)
    } catch {
      throw .scheme(name: chosen.specification.name, reason: error)
    }
    let values = host.result
    var places: [ParameterKey: Int] = [:]
    for parameter in host.parameters {
      places[ParameterKey(layer: parameter.site.layer, parameter: parameter.site.parameter)] = parameter.place
    }
    take(
      network.memory.slots.compactMap { slot in
        places[slot.key].map { (slot, values[$0]) }
      })
    schemeReport = report
  }

  /// Draws some parameters by themselves.
  ///
  /// - Throws: `initializer`; `schemeOwned` when all of them belong to the network's scheme.
  func drawAlone(_ slots: [ParameterSlot], of layer: String) throws(EngineError) {
    let own = slots.filter { !$0.parameter.isFree }
    guard own.isEmpty, !slots.isEmpty, let scheme = description.networkInitializer else {
      return try draw(own)
    }
    throw .schemeOwned(layer: layer, scheme: scheme.description)
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
