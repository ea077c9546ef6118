import InitKit

/// A layer whose shapes are known, without its parameters.
struct PlannedLayer {
  /// What was asked for.
  let description: LayerDescription
  /// The row of the table.
  let kind: any LayerKind
  /// What was chosen.
  let settings: LayerSettings
  /// Shape of one sample that comes in.
  let inputShape: [Int]
  /// Shape of one sample that goes out.
  let outputShape: [Int]
}

/// Finds the layers of a description and works out their shapes.
struct LayerPlanner {
  /// What was asked for.
  private let description: ModelDescription
  /// What the last layer must answer.
  private let targets: TargetKind

  /// Plans the layers of a description for targets of a kind.
  init(_ description: ModelDescription, targets: TargetKind) {
    self.description = description
    self.targets = targets
  }

  /// The layers in order, each fed by the one before.
  ///
  /// - Throws: what is wrong with names, options, sizes or shapes.
  mutating func layers(from inputShape: [Int]) throws(EngineError) -> [PlannedLayer] {
    var names: Set<String> = []
    var shape = inputShape
    var result: [PlannedLayer] = []
    let lastSized = try lastSizedPlace()
    for (place, layer) in description.layers.enumerated() {
      guard names.insert(layer.name).inserted else { throw .repeatedLayer(layer.name) }
      let kind = try LayerTable.builtin.row(layer.kind)
      let settings = try settings(of: layer, kind: kind, mayFollowTargets: place == lastSized)
      let output = try kind.outputShape(of: settings, input: shape)
      result.append(
        PlannedLayer(
          description: layer, kind: kind, settings: settings, inputShape: shape, outputShape: output))
      shape = output
    }
    return result
  }

  /// The last layer that needs a size: what follows it asks for none.
  private func lastSizedPlace() throws(EngineError) -> Int? {
    for place in description.layers.indices.reversed() {
      let kind = try LayerTable.builtin.row(description.layers[place].kind)
      if kind.sizeRule == .required { return place }
    }
    return nil
  }

  /// Checks what was written for one layer.
  private func settings(
    of layer: LayerDescription, kind: any LayerKind, mayFollowTargets: Bool
  ) throws(EngineError) -> LayerSettings {
    let kindName = kind.specification.name
    let size = try size(of: layer, kind: kind, mayFollowTargets: mayFollowTargets)
    if (kind.activationRule == .required && layer.activation == nil)
      || (kind.activationRule == .none && layer.activation != nil)
    {
      throw .layerActivation(layer: layer.name, kind: kindName, found: layer.activation?.name)
    }
    return LayerSettings(
      name: layer.name, kind: kindName, size: size,
      activation: try ChosenActivation(layer.activation ?? .identity),
      options: try OptionValues(named: layer.options, for: kind.specification))
  }

  /// The size written, or the one that the targets need.
  private func size(
    of layer: LayerDescription, kind: any LayerKind, mayFollowTargets: Bool
  ) throws(EngineError) -> Int? {
    let kindName = kind.specification.name
    if let size = layer.size {
      guard kind.sizeRule != .none else {
        throw .unexpectedSize(layer: layer.name, kind: kindName, size: size)
      }
      guard size >= 1 else {
        let range = NumberRange(1, .infinity, includesUpper: false)
        throw .option(
          owner: kindName, reason: .outOfRange(parameter: "size", value: Double(size), range: range))
      }
      return size
    }
    guard kind.sizeRule == .required else { return nil }
    guard mayFollowTargets else { throw .noSize(layer: layer.name, kind: kindName) }
    return try sizeForTargets()
  }

  /// Outputs that the targets need under the loss chosen, or under the default one.
  private func sizeForTargets() throws(EngineError) -> Int {
    let name = description.loss?.name ?? LossTable.defaultName(for: targets, outputs: nil)
    let loss = try LossTable.builtin.row(name)
    guard let needed = loss.outputsNeeded(targets) else {
      throw .lossTargets(loss: loss.name, targets: targets, outputs: 1)
    }
    return needed
  }
}
