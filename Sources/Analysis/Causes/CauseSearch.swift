import Engine
import Tensor

/// The decision procedure of `why`: the first question that is answered with yes is the cause, and where the cause
/// lies in another layer the search goes on there.
///
/// Not finite? Learning rate 0, frozen? Equal neurons? Updates above the threshold of exploding? Gradient exactly 0:
/// no slope, nobody reads it, no delta above, no input, cancelling? Below the threshold of vanishing? Else in order.
package struct CauseSearch {
  let model: Model
  let thresholds: Thresholds

  /// Looks at a model on its current batch.
  package init(_ model: Model, _ thresholds: Thresholds) {
    self.model = model
    self.thresholds = thresholds
  }

  /// What is asked about.
  package enum Subject: Equatable, Sendable {
    /// A layer, some of its neurons, or numbers of a parameter, by the name the user has for them; `isGradient` asks
    /// for their gradient alone, which frozen weights have too.
    case weights(layer: String, neurons: [Int]?, entries: ParameterEntries?, isGradient: Bool, name: String)
    /// The loss.
    case loss
  }

  /// The chain of causes, the nearest first.
  ///
  /// - Throws: `unknownName`, `notAvailable`.
  package func causes(of subject: Subject) throws(EngineError) -> [Cause] {
    if let broken = notFinite() { return [broken] }
    switch subject {
    case .loss: return try ofLoss()
    case .weights(let layer, let neurons, let entries, let isGradient, let name):
      _ = try model.weightedPlace(layer)
      if !isGradient, let still = try standingStill(layer, neurons, entries) { return [still] }
      return try ofWeights(layer, neurons, entries, name)
    }
  }

  private func notFinite() -> Cause? {
    let isWhole =
      model.loss.isFinite
      && model.layers.allSatisfy { layer in
        layer.parameters.allSatisfy { parameter in
          (try? model.parameter(layer.name, parameter.name))?.values.allSatisfy(\.isFinite) ?? true
        }
      }
    return isWhole ? nil : .notFinite(model.firstNonFinite())
  }

  /// Why weights of a layer would not move whatever their gradient.
  private func standingStill(
    _ layer: String, _ neurons: [Int]?, _ entries: ParameterEntries?
  ) throws(EngineError) -> Cause? {
    if model.learningRate == 0 { return .noLearningRate }
    let whole = try model.blueprint.layer(layer)
    guard whole.parameters.contains(where: \.learns) else { return .frozen(layer: layer) }
    if let entries {
      let parameter = try whole.parameter(entries.parameter)
      if !parameter.learns { return .partFrozen(layer: layer, part: "\(layer).\(entries.parameter)") }
      guard let place = entries.places.first, entries.places.allSatisfy(parameter.stillEntries.hold) else {
        return nil
      }
      return .partFrozen(layer: layer, part: part(holding: place, of: parameter, in: whole))
    }
    guard let neurons, let first = neurons.first else {
      // Biases alone may move: the weights are what is asked about.
      let weights = whole.parameters.filter { $0.site.role != .bias }
      guard let first = weights.first, !weights.contains(where: \.learns) else { return nil }
      return .partFrozen(layer: layer, part: "\(layer).\(first.name)")
    }
    let frozen = model.description.layers.first { $0.name == layer }?.frozen.units ?? []
    guard frozen.isSuperset(of: neurons) else { return nil }
    return .partFrozen(layer: layer, part: "\(layer)[\(first)]")
  }

  /// What keeps a number still: its neuron, or itself alone.
  private func part(holding place: Int, of parameter: BlueprintParameter, in layer: BlueprintLayer) -> String
  {
    let frozen = model.description.layers.first { $0.name == layer.name }?.frozen ?? FrozenPart()
    let own = layer.unitParts.first { $0.parameter == parameter.name && !$0.isOutgoing }
    if let unit = own?.layout.unit(of: place), frozen.units.contains(unit) { return "\(layer.name)[\(unit)]" }
    let indices = FrozenEntries(shape: parameter.shape, ranges: []).indices(of: place)
    return "\(layer.name).\(parameter.name)[\(indices.map(String.init).joined(separator: ", "))]"
  }

  private func ofWeights(
    _ layer: String, _ neurons: [Int]?, _ entries: ParameterEntries?, _ name: String
  ) throws(EngineError) -> [Cause] {
    let asked = try asked(layer, neurons, entries)
    let gradients = try gradients(asked)
    if let equal = try equalNeurons(layer, neurons) {
      // Equal neurons may have no gradient besides: both are said.
      return [equal] + (gradients.allSatisfy { $0 == 0 } ? try ofZero(layer, neurons) : [])
    }
    let ratio = try updateRatio(layer)
    if let ratio, ratio > thresholds.explodingUpdate {
      return [
        .exploding(
          layer: layer, ratio: ratio, threshold: thresholds.explodingUpdate, path: try path(down: layer))
      ]
    }
    if gradients.allSatisfy({ $0 == 0 }) { return try ofZero(layer, neurons) }
    let mean = gradients.reduce(0) { $0 + abs($1) } / Double(gradients.count)
    if mean < thresholds.vanishingGradient {
      return [
        .vanishing(
          layer: layer, mean: mean, threshold: thresholds.vanishingGradient, path: try path(down: layer))
      ]
    }
    if neurons == nil, entries == nil {
      let states = try model.neuronStates(in: layer, thresholds: thresholds)
      if states.deadCount + states.saturatedCount > 0 {
        return [
          .someStuck(
            layer: layer, dead: states.deadCount, saturated: states.saturatedCount, of: states.isDead.count)
        ]
      }
    }
    let norm = gradients.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return [.inOrder(layer: layer, subject: name, norm: norm, mean: mean, ratio: try updateRatio(asked))]
  }

  /// The numbers that are asked about: of neurons, or of the whole layer, what they read and their biases.
  private func asked(
    _ layer: String, _ neurons: [Int]?, _ entries: ParameterEntries?
  ) throws(EngineError) -> [ParameterEntries] {
    if let entries { return [entries] }
    let units = try model.blueprint.layer(layer).units
    return try model.entries(ofUnits: Set(neurons ?? Array(0..<units)), in: layer)
  }

  private func gradients(_ asked: [ParameterEntries]) throws(EngineError) -> [Double] {
    var result: [Double] = []
    for part in asked {
      let all = try model.gradient(part.layer, part.parameter).values
      result += part.places.map { all[$0] }
    }
    return result
  }

  private func equalNeurons(_ layer: String, _ neurons: [Int]?) throws(EngineError) -> Cause? {
    // The classes alone: distances between neurons would take their number squared.
    let all = try LayerNeurons(layer, of: model)
    guard all.count > 1 else { return nil }
    let groups = EqualityClasses(rows: all.rows).groups
    guard let neurons else {
      return groups.count == 1 ? .equalNeurons(layer: layer, neurons: groups[0], of: all.count) : nil
    }
    let group = groups.first { group in group.count > 1 && neurons.contains { group.contains($0) } }
    return group.map { .equalNeurons(layer: layer, neurons: $0, of: all.count) }
  }

  /// Norm of a layer's last update over that of its weights before it, without biases; nil when that is 0.
  func updateRatio(_ layer: String) throws(EngineError) -> Double? {
    try updateRatio(try asked(layer, nil, nil))
  }

  /// The same of some numbers; biases count where nothing else is asked about.
  private func updateRatio(_ asked: [ParameterEntries]) throws(EngineError) -> Double? {
    var parts: [ParameterEntries] = []
    for part in asked {
      let parameter = try model.blueprint.layer(part.layer).parameter(part.parameter)
      if parameter.site.role != .bias || asked.count == 1 { parts.append(part) }
    }
    var (moved, size) = (0.0, 0.0)
    for part in parts {
      let update = try model.update(part.layer, part.parameter).values
      let now = try model.parameter(part.layer, part.parameter).values
      for place in part.places {
        let before = now[place] - update[place]
        moved += update[place] * update[place]
        size += before * before
      }
    }
    return size > 0 ? (moved / size).squareRoot() : nil
  }
}
