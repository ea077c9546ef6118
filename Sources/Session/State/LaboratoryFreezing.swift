import Engine
import InitKit

extension Laboratory {
  /// Keeps places as they are: of layers the factor on the learning rate becomes 0, and the one there was is
  /// remembered.
  ///
  /// - Throws: what the optimizer does not allow; then nothing has changed.
  func freeze(_ places: [FrozenPlace]) throws {
    let before = frozenRates
    for case .layer(let name) in places where frozenRates[name] == nil {
      frozenRates[name] = layerDescription(name)?.rateFactor ?? 1
    }
    do {
      try change { description in
        for place in places { description.edit(place.layer) { $0.freeze(place) } }
      }
    } catch {
      frozenRates = before
      throw error
    }
  }

  /// Lets places learn again: layers at the factor they had, with all that is in them.
  func unfreeze(_ places: [FrozenPlace]) throws {
    let rates = frozenRates
    try change { description in
      for place in places { description.edit(place.layer) { $0.unfreeze(place, rates[place.layer] ?? 1) } }
    }
    for case .layer(let name) in places { frozenRates[name] = nil }
  }

  /// The description of a layer by its name.
  func layerDescription(_ name: String) -> LayerDescription? {
    description.layers.first { $0.name == name }
  }
}

extension ModelDescription {
  fileprivate mutating func edit(_ layer: String, _ change: (inout LayerDescription) -> Void) {
    guard let place = layers.firstIndex(where: { $0.name == layer }) else { return }
    change(&layers[place])
  }
}

extension LayerDescription {
  fileprivate mutating func freeze(_ place: FrozenPlace) {
    switch place {
    case .layer: setRateFactor(0)
    case .parameter(_, let name): frozen.parameters.insert(name)
    case .neurons(_, let neurons, _): frozen.units.formUnion(neurons)
    }
  }

  fileprivate mutating func unfreeze(_ place: FrozenPlace, _ factor: Double) {
    switch place {
    case .layer:
      if rateFactor == 0 { setRateFactor(factor) }
      frozen = FrozenPart()
    case .parameter(_, let name): frozen.parameters.remove(name)
    case .neurons(_, let neurons, _): frozen.units.subtract(neurons)
    }
  }

  private mutating func setRateFactor(_ factor: Double) {
    // The option has another spelling, which would then stand beside it.
    options.removeAll { [FrozenPlace.rateOption, "lr_factor"].contains($0.name) }
    if factor != 1 { options.append(NamedArgument(FrozenPlace.rateOption, .number(factor))) }
  }
}
