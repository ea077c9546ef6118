import InitKit

/// Adds to each position of a sequence what says where it is.
struct PositionEmbeddingLayer: LayerKind {
  /// All that is said of it.
  let specification = Specification(
    name: "position_embedding", aliases: ["positional_encoding", "position_encoding"],
    summary: "Adds to each position of a sequence a row of a table, learnt, or of fixed sines and cosines.",
    formula:
      "out[t] = x[t] + weight[t], weight [time, features]; sinusoidal: x[t, 2i] + sin(t / 10000^(2i/features)), x[t, 2i+1] + cos of the same",
    source: "Gehring et al. 2017, arXiv:1705.03122; sinusoidal: Vaswani et al. 2017, arXiv:1706.03762",
    options: [
      OptionSpecification(
        "kind", .choice(["learnt", "sinusoidal"]), default: .value(.text("learnt")),
        help: "a table that training moves, or sines and cosines without parameters"),
      .rateFactor,
    ],
    notes: ["The learnt table starts with embedding_normal."],
    example: "data noise features=24; layer reshape [6, 4]; layer dense 4; layer position_embedding")
  /// It keeps the shape it gets.
  let sizeRule = LayerWord.none
  /// It adds.
  let activationRule = LayerWord.none

  /// The shape that goes in.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] {
    guard input.count == 2 else {
      throw .layerShape(layer: layer.name, kind: layer.kind, input: input, problem: .axes(needed: 2))
    }
    return input
  }

  /// `weight` `[time, features]` of the learnt kind.
  func parameters(of layer: LayerSettings, input: [Int]) -> [ParameterDeclaration] {
    guard layer.options.values["kind"] == .text("learnt") else { return [] }
    return [
      ParameterDeclaration(
        "weight", .embedding, shape: input, fans: Fans(shape: input, layout: .embedding), layout: .embedding,
        defaultInitializer: "embedding_normal")
    ]
  }

  /// Adds the sum; the table's derivative is a sum over the samples.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let columns = layer.input.columns
    let out = try plan.reserve(perSample: columns)
    let delta = try plan.reserve(perSample: columns)
    if let weight = layer.parameters["weight"] {
      plan.addForward(.addRow(weight.value, to: layer.input.value, columns: columns, result: out))
      plan.addBackward(.sumRows(delta, columns: columns, result: weight.gradient))
    } else {
      let positions = try plan.reserve(columns)
      plan.addForward(
        .sinusoids(steps: layer.input.shape[0], columns: layer.input.shape[1], result: positions))
      plan.addForward(.addRow(positions, to: layer.input.value, columns: columns, result: out))
    }
    // The layer below goes on in place, so that it gets a copy.
    if let below = layer.input.gradient { plan.addBackward(.copy(delta, columns: columns, result: below)) }
    return LayerBuffers(
      pre: out, output: Signal(value: out, gradient: delta, shape: layer.outputShape), delta: delta)
  }

  /// A feature is a column of the table.
  func unitParts(of layer: LayerSettings, input: [Int]) -> [UnitPart] {
    parameters(of: layer, input: input).map { table in
      UnitPart(table.name, UnitLayout(outer: table.shape[0], count: table.shape[1], inner: 1))
    }
  }

  /// Features keep their places.
  func passage(of units: [UnitLabels], through layer: LayerSettings, inputs: [[Int]]) -> UnitPassage {
    UnitPassage(onward: units[0])
  }
}
