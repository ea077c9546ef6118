import InitKit

/// A row of a table for each token, as PyTorch's Embedding.
struct EmbeddingLayer: LayerKind {
  /// All that is said of it.
  let specification = Specification(
    name: "embedding", aliases: ["embed"],
    summary:
      "Turns tokens, whole numbers from 0 in the data, into rows of a table: [time] becomes [time, features].",
    formula: "out[t] = weight[token t], weight [vocabulary, features]; features count as neurons",
    source: "PyTorch Embedding",
    options: [
      OptionSpecification(
        "vocabulary", aliases: ["num_embeddings", "input_dim"], .integer(1...1_000_000_000),
        default: .derived("one more than the largest token, or that of the data"),
        help: "how many different tokens there are"),
      .rateFactor,
    ],
    notes: [
      "The table starts with embedding_normal, rows of length about 1. It reads the data, as they are or reshaped."
    ],
    example: "data parity bits=6; layer embedding 8 name=e; layer mean_pool")
  /// Its size is the number of features.
  let sizeRule = LayerWord.required
  /// Rows come out as they are.
  let activationRule = LayerWord.none

  /// Features for each token.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] {
    guard input.count == 1 else {
      let flat = input.reduce(1, *)
      throw .layerShape(layer: layer.name, kind: layer.kind, input: input, problem: .notFlat(flat: flat))
    }
    return [input[0], layer.size ?? 0]
  }

  /// How many different tokens it reads.
  func vocabulary(of layer: LayerSettings) -> Int? { layer.options.integer("vocabulary", else: 1) }

  /// `weight` `[vocabulary, features]`.
  func parameters(of layer: LayerSettings, input: [Int]) -> [ParameterDeclaration] {
    let shape = [layer.options.integer("vocabulary", else: 1), layer.size ?? 0]
    return [
      ParameterDeclaration(
        "weight", .embedding, shape: shape, fans: Fans(shape: shape, layout: .embedding), layout: .embedding,
        defaultInitializer: "embedding_normal")
    ]
  }

  /// Adds the look-up, and the sum of derivatives for each row.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let features = layer.settings.size ?? 0
    let vocabulary = layer.settings.options.integer("vocabulary", else: 1)
    let columns = layer.outputShape.reduce(1, *)
    let rows = PlannedOperation.batchRows * Int64(layer.input.columns)
    let out = try plan.reserve(perSample: columns)
    let delta = try plan.reserve(perSample: columns)
    guard let weight = layer.parameters["weight"] else {
      preconditionFailure("an embedding has declared its weight")
    }
    plan.addForward(
      .embed(
        tokens: layer.input.value, table: weight.value, vocabulary: vocabulary, rows: rows,
        columns: features, result: out))
    plan.addBackward(
      .embedBackward(
        tokens: layer.input.value, delta: delta, vocabulary: vocabulary, rows: rows, columns: features,
        result: weight.gradient))
    // A token is a name: nothing changes when it is moved a little.
    if let below = layer.input.gradient {
      plan.addBackward(.clear(columns: layer.input.columns, result: below))
    }
    return LayerBuffers(
      pre: out, output: Signal(value: out, gradient: delta, shape: layer.outputShape), delta: delta)
  }

  /// A feature is a column of the table.
  func unitParts(of layer: LayerSettings, input: [Int]) -> [UnitPart] {
    let vocabulary = layer.options.integer("vocabulary", else: 1)
    return [UnitPart("weight", UnitLayout(outer: vocabulary, count: layer.size ?? 0, inner: 1))]
  }
}
