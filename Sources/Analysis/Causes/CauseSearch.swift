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
    /// A layer, some of its neurons, or numbers of a parameter; `isUpdate` asks for its last update.
    case weights(layer: String, neurons: [Int]?, entries: ParameterEntries?, isUpdate: Bool)
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
    case .weights(let layer, let neurons, let entries, let isUpdate):
      _ = try model.weightedPlace(layer)
      if isUpdate, let still = try standingStill(layer, neurons, entries) { return [still] }
      return try ofWeights(layer, neurons, entries)
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
    let frozen = model.description.layers.first { $0.name == layer }?.frozen.units ?? []
    guard let neurons, let first = neurons.first, frozen.isSuperset(of: neurons) else { return nil }
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
    _ layer: String, _ neurons: [Int]?, _ entries: ParameterEntries?
  ) throws(EngineError) -> [Cause] {
    let gradients = try gradients(layer, neurons, entries)
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
    let subject = entries.map { "\($0.layer).\($0.parameter)" } ?? layer
    return [.inOrder(subject: subject, norm: norm, mean: mean, ratio: ratio)]
  }

  /// The gradients of what is asked about.
  private func gradients(
    _ layer: String, _ neurons: [Int]?, _ entries: ParameterEntries?
  ) throws(EngineError) -> [Double] {
    if let entries {
      let all = try model.gradient(entries.layer, entries.parameter).values
      return entries.places.map { all[$0] }
    }
    let units = try model.blueprint.layer(layer).units
    var result: [Double] = []
    for neuron in neurons ?? Array(0..<units) {
      for part in try model.entries(of: neuron, in: layer, readers: false) {
        let all = try model.gradient(layer, part.parameter).values
        result += part.places.map { all[$0] }
      }
    }
    return result
  }

  private func equalNeurons(_ layer: String, _ neurons: [Int]?) throws(EngineError) -> Cause? {
    let symmetry = try model.symmetry(of: layer)
    guard symmetry.neurons > 1 else { return nil }
    guard let neurons else {
      return symmetry.distinct == 1
        ? .equalNeurons(layer: layer, neurons: symmetry.groups[0], of: symmetry.neurons) : nil
    }
    let group = symmetry.groups.first { group in neurons.contains { group.contains($0) } } ?? []
    return group.count > 1 ? .equalNeurons(layer: layer, neurons: group, of: symmetry.neurons) : nil
  }

  /// Norm of the last update over that of the weights before it; nil when that is 0.
  func updateRatio(_ layer: String) throws(EngineError) -> Double? {
    var (moved, size) = (0.0, 0.0)
    for parameter in try model.blueprint.layer(layer).parameters where parameter.site.role != .bias {
      let update = try model.update(layer, parameter.name).values
      let now = try model.parameter(layer, parameter.name).values
      moved += update.reduce(0) { $0 + $1 * $1 }
      size += zip(now, update).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    return size > 0 ? (moved / size).squareRoot() : nil
  }
}
