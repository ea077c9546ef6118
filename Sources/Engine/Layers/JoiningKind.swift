/// What layers that join several inputs share: no parameters, no size, no activation.
protocol JoiningKind: LayerKind {}

extension JoiningKind {
  /// It takes what its inputs give.
  var sizeRule: LayerWord { .none }
  /// Its sums are passed on.
  var activationRule: LayerWord { .none }
  /// It reads several layers.
  var isJoin: Bool { true }

  /// That of a single input.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] {
    try outputShape(of: layer, inputs: [input])
  }
}

/// What joins share whose inputs have one shape and are added.
protocol AddingKind: JoiningKind {
  /// Factor on each of so many inputs.
  func factors(of layer: LayerSettings, inputs: Int) -> [Double]
}

extension AddingKind {
  /// The shape that all inputs have.
  func outputShape(of layer: LayerSettings, inputs: [[Int]]) throws(EngineError) -> [Int] {
    let first = inputs.first ?? []
    for shape in inputs where shape != first {
      throw .layerShape(
        layer: layer.name, kind: layer.kind, input: first,
        problem: .arithmetic(
          "\(first) and \(shape) have no sum: all inputs need one shape", options: ["from"]))
    }
    return first
  }

  /// Adds the sum, in the order of the inputs, and passes its derivative on to each.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let columns = layer.outputShape.reduce(1, *)
    let out = try plan.reserve(perSample: columns)
    let factors = factors(of: layer.settings, inputs: layer.inputs.count)
    let handed = zip(layer.inputs, factors).map { $1 == 1 ? $0.gradient : nil }
    let delta = try plan.reserveDelta(of: layer, columns: columns, handedTo: handed)
    for (place, (input, factor)) in zip(layer.inputs, factors).enumerated() {
      plan.addForward(
        place == 0
          ? .scale(factor, input.value, columns: columns, result: out)
          : .add(factor, input.value, columns: columns, to: out))
      if let below = input.gradient {
        plan.addBackward(.scale(factor, delta, columns: columns, result: below))
      }
    }
    return LayerBuffers(
      pre: out, output: Signal(value: out, gradient: delta, shape: layer.outputShape), delta: delta)
  }

  /// Units keep their places; where two of them are added, nobody can tell them apart.
  func passage(of units: [UnitLabels], through layer: LayerSettings, inputs: [[Int]]) -> UnitPassage {
    var onward = units[0]
    for labels in units.dropFirst() {
      for (entry, label) in labels.enumerated() where label != noUnit && label != onward[entry] {
        guard onward[entry] == noUnit else { return .mixed }
        onward[entry] = label
      }
    }
    return UnitPassage(onward: onward)
  }
}
