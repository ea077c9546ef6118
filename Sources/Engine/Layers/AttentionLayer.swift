import InitKit

/// Positions of a sequence read one another, as PyTorch's MultiheadAttention on one input.
struct AttentionLayer: LayerKind {
  /// All that is said of it.
  let specification = Specification(
    name: "attention", aliases: ["multihead_attention", "self_attention"],
    summary:
      "Every position of a sequence reads all others, or those before it, by likeness of queries and keys.",
    formula:
      "out = concat over heads of softmax(Q K^T / sqrt(E/heads)) V, times out_proj.weight^T + out_proj.bias; [Q, K, V] = x in_proj_weight^T + in_proj_bias, in_proj_weight [3 E, E]",
    source: "Vaswani et al. 2017, arXiv:1706.03762; PyTorch MultiheadAttention, batch_first",
    options: [.heads, .causal, .rateFactor],
    notes: [
      "Its size, where it is written, is the width that comes in. Head h has the rows h*E/heads to (h+1)*E/heads - 1 of each third of in_proj_weight (queries, keys, values), and these columns of out_proj.weight: with `attention 8 heads=2 name=a`, `a.in_proj_weight[4:8]` are the queries of the second head.",
      "in_proj_weight and out_proj.weight start with xavier_uniform, by the fans of one third, biases at 0.",
    ],
    example: "data noise features=24; layer reshape [6, 4]; layer attention heads=2 causal=true")
  /// The width, where it is written.
  let sizeRule = LayerWord.optional
  /// It ends in sums.
  let activationRule = LayerWord.none

  /// The shape that goes in.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] {
    try AttentionPart.check(layer, input: input)
    if let size = layer.size, size != input[1] {
      throw .layerShape(
        layer: layer.name, kind: layer.kind, input: input,
        problem: .arithmetic(
          "its size \(size) is not the width \(input[1]) of what comes in, as it must be", options: ["size"]))
    }
    return input
  }

  /// PyTorch's `in_proj_weight`, `in_proj_bias`, `out_proj.weight`, `out_proj.bias`.
  func parameters(of layer: LayerSettings, input: [Int]) -> [ParameterDeclaration] {
    AttentionPart.parameters(width: input.last ?? 0)
  }

  /// Adds the heads and their derivatives.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let columns = layer.outputShape.reduce(1, *)
    let out = try plan.reserve(perSample: columns)
    let delta = try plan.reserve(perSample: columns)
    let heads = try AttentionPart(layer, plan: &plan)
    for operation in heads.forward(layer.input.value, result: out) { plan.addForward(operation) }
    for operation in heads.backward(delta: delta, input: layer.input.value) { plan.addBackward(operation) }
    if let below = layer.input.gradient { plan.addBackward(heads.toInput(result: below)) }
    return LayerBuffers(
      pre: out, output: Signal(value: out, gradient: delta, shape: layer.outputShape), delta: delta)
  }

  /// A feature that comes out is a row of `out_proj.weight` and an entry of its bias.
  func unitParts(of layer: LayerSettings, input: [Int]) -> [UnitPart] {
    let width = input.last ?? 0
    return [
      UnitPart("out_proj.weight", rowsOf: [width, width]), UnitPart("out_proj.bias", rowsOf: [width]),
    ]
  }

  /// Each row of `in_proj_weight` reads every feature of a position.
  func passage(of units: [UnitLabels], through layer: LayerSettings, inputs: [[Int]]) -> UnitPassage {
    let width = inputs[0].last ?? 0
    guard let read = units[0].repeated(every: width) else { return .mixed }
    return UnitPassage(readers: [UnitReader("in_proj_weight", .init(repeating: read, times: 3 * width))])
  }
}
