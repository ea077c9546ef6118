import InitKit

/// What reads what in a network whose layers stand after those that they read.
struct LayerGraph: Equatable, Sendable {
  /// Place that stands for the network's input.
  static let networkInput = NetworkLayer.networkInput
  /// Name that stands for it.
  static let inputName = "input"

  /// By layer the places that it reads.
  let inputs: [[Int]]
  /// By layer the places that read it, ascending; a place twice when it reads the layer twice.
  let readers: [[Int]]

  /// Turns inputs round.
  init(_ inputs: [[Int]]) {
    self.inputs = inputs
    var readers = [[Int]](repeating: [], count: inputs.count)
    for (place, read) in inputs.enumerated() {
      for input in read where input >= 0 { readers[input].append(place) }
    }
    self.readers = readers
  }

  /// Which layers have parameters themselves or below, so that a derivative has to reach them.
  func reached(fromLayersWithParameters hasParameters: [Bool]) -> [Bool] {
    var reached = hasParameters
    for (place, read) in inputs.enumerated() where read.contains(where: { $0 >= 0 && reached[$0] }) {
      reached[place] = true
    }
    return reached
  }
}

extension Blueprint {
  /// The activation that reads a layer's sums as they are: its own, or that of a layer right above.
  ///
  /// - Throws: `unknownName`.
  package func readingActivation(of layer: String) throws(EngineError) -> ChosenActivation {
    let own = try self.layer(layer).settings.activation
    guard own.activation.name == "identity", let place = layers.firstIndex(where: { $0.name == layer }),
      let reader = graph.readers[place].first, graph.readers[place].count == 1,
      layers[reader].kind.activationRule == .required
    else { return own }
    return layers[reader].settings.activation
  }

  /// Whether any layer works otherwise in training than where samples are judged.
  package var differsInTraining: Bool { layers.contains { $0.kind.differsInTraining } }

  /// The layers that a layer reads; none for the network's input.
  package func layersBelow(_ layer: BlueprintLayer) -> [BlueprintLayer] {
    layer.inputs.filter { $0 >= 0 }.map { layers[$0] }
  }
}
