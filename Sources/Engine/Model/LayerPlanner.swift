import InitKit

/// A layer whose shapes are known, without its parameters.
struct PlannedLayer {
  /// What was asked for.
  let description: LayerDescription
  /// The row of the table.
  let kind: any LayerKind
  /// What was chosen.
  let settings: LayerSettings
  /// Places of the layers that it reads; `networkInput` for the network's input.
  let inputs: [Int]
  /// Shapes of one sample that come in.
  let inputShapes: [[Int]]
  /// Shape of one sample that goes out.
  let outputShape: [Int]

  /// Shape of one sample of its first, mostly its only, input.
  var inputShape: [Int] { inputShapes.first ?? [] }
}

/// Finds the layers of a description and works out their shapes.
struct LayerPlanner {
  /// What was asked for.
  private let description: ModelDescription
  /// What the last layer must answer.
  private let targets: TargetKind
  /// The samples, which say how many tokens there are.
  private let data: Dataset

  /// Plans the layers of a description for the inputs and targets of a data set.
  init(_ description: ModelDescription, data: Dataset) {
    self.description = description
    self.data = data
    targets = data.targets.kind
  }

  /// The layers in order, each after those that it reads.
  ///
  /// - Throws: what is wrong with names, options, sizes, shapes, or with what reads what.
  mutating func layers() throws(EngineError) -> [PlannedLayer] {
    let inputShape = data.inputShape
    var places: [String: Int] = [LayerGraph.inputName: LayerGraph.networkInput]
    var result: [PlannedLayer] = []
    let lastSized = try lastSizedPlace()
    for (place, layer) in description.layers.enumerated() {
      guard places[layer.name] == nil else { throw .repeatedLayer(layer.name) }
      let kind = try LayerTable.builtin.row(layer.kind)
      let settings = try settings(of: layer, kind: kind, mayFollowTargets: place == lastSized)
      let inputs = try inputs(of: layer, at: place, kind: kind, places)
      let shapes = inputs.map { $0 == LayerGraph.networkInput ? inputShape : result[$0].outputShape }
      let output = try kind.outputShape(of: settings, inputs: shapes)
      result.append(
        PlannedLayer(
          description: layer, kind: kind, settings: settings, inputs: inputs, inputShapes: shapes,
          outputShape: output))
      places[layer.name] = place
    }
    let graph = LayerGraph(result.map(\.inputs))
    for (place, layer) in result.enumerated().dropLast() where graph.readers[place].isEmpty {
      throw .unreadLayer(layer.settings.name)
    }
    for layer in result { try checkTie(of: layer, among: result) }
    return result
  }

  /// Checks that the weight that a layer is tied to has a shape that fits.
  private func checkTie(of layer: PlannedLayer, among layers: [PlannedLayer]) throws(EngineError) {
    guard let name = layer.settings.tie else { return }
    guard let owner = layers.first(where: { $0.settings.name == name }) else {
      throw .unknownName(name, subject: "layer", known: layers.map(\.settings.name))
    }
    let parameters = owner.kind.parameters(of: owner.settings, input: owner.inputShape)
    guard let weight = parameters.first(where: { $0.name == "weight" }) else {
      throw .notAvailable(quantity: "weight", layer: name)
    }
    let needed = [layer.outputShape.last ?? 0, layer.inputShape.last ?? 0]
    guard weight.shape == needed || weight.shape == needed.reversed() else {
      throw .tiedShape(layer: layer.settings.name, owner: name, needed: needed, found: weight.shape)
    }
  }

  /// The places that a layer reads: those it names, else the one before it.
  private func inputs(
    of layer: LayerDescription, at place: Int, kind: any LayerKind, _ places: [String: Int]
  ) throws(EngineError) -> [Int] {
    guard let names = layer.inputs else { return [place - 1] }
    guard names.count == 1 || (kind.isJoin && !names.isEmpty) else {
      throw .layerInputs(layer: layer.name, kind: kind.specification.name, found: names.count)
    }
    var inputs: [Int] = []
    for name in names {
      guard let known = places[name] else {
        throw .unknownName(
          name, subject: "layer", known: [LayerGraph.inputName] + description.layers.prefix(place).map(\.name)
        )
      }
      inputs.append(known)
    }
    return inputs
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
      options: try OptionValues(
        named: layer.options + (try vocabulary(of: layer, kind: kind)), for: kind.specification))
  }

  /// The size of the vocabulary where a layer asks for it and nobody wrote it: it follows from the data.
  private func vocabulary(
    of layer: LayerDescription, kind: any LayerKind
  ) throws(EngineError) -> [NamedArgument] {
    guard let option = kind.specification.option("vocabulary"),
      !layer.options.contains(where: { option.answers(to: $0.name) })
    else { return [] }
    return [NamedArgument(option.name, .number(Double(try data.tokenCount())))]
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
