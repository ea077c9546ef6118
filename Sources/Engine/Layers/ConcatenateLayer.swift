/// Puts the units of several layers side by side.
struct ConcatenateLayer: JoiningKind {
  /// All that is said of it.
  let specification = Specification(
    name: "concatenate", aliases: ["concat", "cat"],
    summary: "Puts the units of several layers side by side: neurons, channels, or features of sequences.",
    formula: "out = [a, b, ...] along the axis of the units", source: "Keras Concatenate",
    example: "layer dense 4 tanh name=a; layer dense 2 relu name=b from=input; layer concatenate from=[a, b]")

  /// The units of all inputs; every other axis must agree.
  func outputShape(of layer: LayerSettings, inputs: [[Int]]) throws(EngineError) -> [Int] {
    let first = inputs.first ?? []
    let axis = Self.axis(first)
    var units = 0
    for shape in inputs {
      var like = first
      if like.indices.contains(axis), shape.indices.contains(axis) { like[axis] = shape[axis] }
      guard !first.isEmpty, like == shape else {
        throw .layerShape(
          layer: layer.name, kind: layer.kind, input: first,
          problem: .arithmetic("\(first) and \(shape) differ by more than their units", options: ["from"]))
      }
      let (sum, overflow) = units.addingReportingOverflow(shape[axis])
      guard !overflow else { throw .memory(bytes: nil, limit: Model.defaultMemoryLimit) }
      units = sum
    }
    var result = first
    result[axis] = units
    _ = try ArenaLayout(limit: Model.defaultMemoryLimit).product(result)
    return result
  }

  /// Copies the inputs side by side, and the derivatives apart.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let out = try plan.reserve(perSample: layer.outputShape.reduce(1, *))
    let delta = try plan.reserveDelta(of: layer, columns: layer.outputShape.reduce(1, *))
    let runs = Self.runs(layer.outputShape)
    let width = Self.width(layer.outputShape)
    var start = 0
    for input in layer.inputs {
      let part = Self.width(input.shape)
      let rows = PlannedOperation.batchRows * Int64(runs)
      plan.addForward(
        .copyColumns(
          input.value, from: 0, of: part, count: part, rows: rows, to: out, at: start, of: width))
      if let below = input.gradient {
        plan.addBackward(
          .copyColumns(delta, from: start, of: width, count: part, rows: rows, to: below, at: 0, of: part))
      }
      start += part
    }
    return LayerBuffers(
      pre: out, output: Signal(value: out, gradient: delta, shape: layer.outputShape), delta: delta)
  }

  /// Units of each input come to lie behind those of the inputs before it.
  func passage(of units: [UnitLabels], through layer: LayerSettings, inputs: [[Int]]) -> UnitPassage {
    let runs = Self.runs(inputs[0])
    var onward: UnitLabels = []
    for run in 0..<runs {
      for (labels, shape) in zip(units, inputs) {
        let width = Self.width(shape)
        onward += labels[run * width..<(run + 1) * width]
      }
    }
    return UnitPassage(onward: onward)
  }

  /// The axis that counts units.
  private static func axis(_ shape: [Int]) -> Int { shape.count == 2 ? 1 : 0 }
  /// Times that all units come by in a sample.
  private static func runs(_ shape: [Int]) -> Int { UnitLayout(shape: shape).outer }
  /// Numbers of all units in one run.
  private static func width(_ shape: [Int]) -> Int {
    let units = UnitLayout(shape: shape)
    return units.count * units.inner
  }
}
