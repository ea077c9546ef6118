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
  /// The factor on its learning rate, where one is written.
  var rateFactor: Double? {
    // The option has another spelling.
    let option = options.first { [FrozenPlace.rateOption, "lr_factor"].contains($0.name) }
    guard case .number(let factor)? = option?.value else { return nil }
    return factor
  }

  fileprivate mutating func freeze(_ place: FrozenPlace) {
    switch place {
    case .layer: setRateFactor(0)
    case .parameter(_, let name): frozen.parameters.insert(name)
    case .neurons(_, let neurons, _, _): frozen.units.formUnion(neurons)
    case .entries(_, let name, let entries, _):
      frozen.entries[name] = frozen.entries[name]?.union(entries) ?? entries
    }
  }

  fileprivate mutating func unfreeze(_ place: FrozenPlace, _ factor: Double) {
    switch place {
    case .layer:
      if rateFactor == 0 { setRateFactor(factor) }
      frozen = FrozenPart()
    case .parameter(_, let name):
      frozen.parameters.remove(name)
      frozen.entries[name] = nil
    case .neurons(_, let neurons, let entries, _):
      frozen.units.subtract(neurons)
      for (name, own) in entries { free(own, of: name) }
    case .entries(_, let name, let entries, _): free(entries, of: name)
    }
  }

  private mutating func free(_ entries: FrozenEntries, of parameter: String) {
    guard let left = frozen.entries[parameter]?.subtracting(entries) else { return }
    frozen.entries[parameter] = left.ranges.isEmpty ? nil : left
  }

  private mutating func setRateFactor(_ factor: Double) {
    // The option has another spelling, which would then stand beside it.
    options.removeAll { [FrozenPlace.rateOption, "lr_factor"].contains($0.name) }
    if factor != 1 { options.append(NamedArgument(FrozenPlace.rateOption, .number(factor))) }
  }
}
