import InitKit

/// Attention and two products, each beside a path that passes them by, as PyTorch's TransformerEncoderLayer.
struct TransformerBlockLayer: LayerKind {
  /// All that is said of it.
  let specification = Specification(
    name: "transformer_block", aliases: ["transformer", "transformer_encoder_layer"],
    summary:
      "Attention, then two products at each position, both added to what goes in, with a layer norm in front or behind.",
    formula:
      "norm=first: u = x + attention(norm1(x)), out = u + linear2(phi(linear1(norm2(u)))); norm=last: u = norm1(x + attention(x)), out = norm2(u + linear2(phi(linear1(u))))",
    source:
      "Vaswani et al. 2017, arXiv:1706.03762; PyTorch TransformerEncoderLayer, whose default is norm=last",
    options: [
      .heads,
      OptionSpecification(
        "hidden", aliases: ["dim_feedforward"], .integer(1...1_000_000_000),
        default: .derived("4 times the width"), help: "neurons between the two products"),
      .causal,
      OptionSpecification(
        "norm", .choice(["first", "last"]), default: .value(.text("first")),
        help: "normalize what each part reads, or its sum with what went in"),
      OptionSpecification(
        "activation", .choice(["relu", "gelu"]), default: .value(.text("relu")),
        help: "between the two products"),
      .rateFactor,
    ],
    notes: [
      "Features count as neurons. self_attn.* and linear2.weight start with xavier_uniform, linear1.weight with what suits its activation, biases at 0, norms at 1. There is no dropout in it. Heads lie in self_attn.in_proj_weight as in attention."
    ],
    example:
      "data noise features=24; layer reshape [6, 4]; layer dense 4; layer transformer_block heads=2 causal=true"
  )
  /// The width is that of the input.
  let sizeRule = LayerWord.none
  /// It ends in a sum.
  let activationRule = LayerWord.none

  /// The shape that goes in.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] {
    try AttentionPart.check(layer, input: input)
    return input
  }

  /// Neurons between the two products.
  private func hidden(_ layer: LayerSettings, width: Int) -> Int {
    let (wide, overflow) = width.multipliedReportingOverflow(by: 4)
    return layer.options.integer("hidden", else: overflow ? Int.max : wide)
  }

  /// PyTorch's names, shapes and order.
  func parameters(of layer: LayerSettings, input: [Int]) -> [ParameterDeclaration] {
    let width = input.last ?? 0
    let hidden = hidden(layer, width: width)
    let start = (try? layer.innerActivation())?.activation.defaultInitializer ?? "xavier_uniform"
    func linear(
      _ name: String, _ outputs: Int, _ inputs: Int, _ initializer: String
    ) -> [ParameterDeclaration] {
      let fans = Fans(input: inputs, output: outputs)
      return [
        ParameterDeclaration(
          "\(name).weight", .weight, shape: [outputs, inputs], fans: fans,
          defaultInitializer: initializer),
        ParameterDeclaration("\(name).bias", .bias, shape: [outputs], fans: fans),
      ]
    }
    return AttentionPart.parameters(width: width, prefix: "self_attn.")
      + linear("linear1", hidden, width, start) + linear("linear2", width, hidden, "xavier_uniform")
      + NormPart.parameters("norm1", width: width) + NormPart.parameters("norm2", width: width)
  }

  /// Adds both halves and their derivatives.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let block = try TransformerBlock(
      layer, hidden: hidden(layer.settings, width: layer.input.shape[1]), plan: &plan)
    if layer.settings.options.values["norm"] == .text("first") {
      block.emitNormFirst(&plan)
    } else {
      block.emitNormLast(&plan)
    }
    return LayerBuffers(
      pre: block.out, output: Signal(value: block.out, gradient: block.delta, shape: layer.outputShape),
      delta: block.delta)
  }

  /// A feature is written by rows, moved by the norms, and read by columns of both halves.
  func unitParts(of layer: LayerSettings, input: [Int]) -> [UnitPart] {
    let width = input.last ?? 0
    let hidden = hidden(layer, width: width)
    func columns(_ name: String, rows: Int) -> UnitPart {
      UnitPart(name, UnitLayout(outer: rows, count: width, inner: 1), isOutgoing: true)
    }
    return [
      columns("self_attn.in_proj_weight", rows: 3 * width),
      UnitPart("self_attn.out_proj.weight", rowsOf: [width, width]),
      UnitPart("self_attn.out_proj.bias", rowsOf: [width]), columns("linear1.weight", rows: hidden),
      UnitPart("linear2.weight", rowsOf: [width, hidden]), UnitPart("linear2.bias", rowsOf: [width]),
    ]
      + ["norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias"].map { UnitPart($0, rowsOf: [width]) }
  }

  /// Features are read by both halves, and keep their places on the path that passes them by.
  func passage(of units: [UnitLabels], through layer: LayerSettings, inputs: [[Int]]) -> UnitPassage {
    let width = inputs[0].last ?? 0
    guard let read = units[0].repeated(every: width) else { return .mixed }
    let readers = [
      UnitReader("self_attn.in_proj_weight", .init(repeating: read, times: 3 * width)),
      UnitReader("linear1.weight", .init(repeating: read, times: hidden(layer, width: width))),
    ]
    return UnitPassage(readers: readers, onward: units[0])
  }
}

/// The parts of a block and the numbers between them.
private struct TransformerBlock {
  let input: Signal
  let heads: AttentionPart
  let inner: FeedForwardPart
  let norms: [NormPart]
  /// What comes out, and the derivative by it.
  let out: Buffer
  let delta: Buffer
  /// The sum behind attention, and what the norms give.
  let sum: Buffer
  let firstNormed: Buffer
  let secondNormed: Buffer
  /// Derivatives by the sum, and by what a part reads.
  let sumSlopes: Buffer
  let partSlopes: Buffer
  let columns: Int

  init(_ layer: LayerPlace, hidden: Int, plan: inout PlanBuilder) throws(EngineError) {
    input = layer.input
    columns = layer.outputShape.reduce(1, *)
    heads = try AttentionPart(layer, prefix: "self_attn.", plan: &plan)
    inner = try FeedForwardPart(layer, hidden: hidden, plan: &plan)
    norms = [try NormPart(layer, "norm1", plan: &plan), try NormPart(layer, "norm2", plan: &plan)]
    out = try plan.reserve(perSample: columns)
    delta = try plan.reserve(perSample: columns)
    sum = try plan.reserve(perSample: columns)
    firstNormed = try plan.reserve(perSample: columns)
    secondNormed = try plan.reserve(perSample: columns)
    sumSlopes = try plan.reserve(perSample: columns)
    partSlopes = try plan.reserve(perSample: columns)
  }

  /// sum = x + attention(norm1(x)), out = sum + inner(norm2(sum))
  func emitNormFirst(_ plan: inout PlanBuilder) {
    let forward =
      [norms[0].forward(input.value, result: firstNormed)] + heads.forward(firstNormed, result: sum)
      + [.add(1, input.value, columns: columns, to: sum), norms[1].forward(sum, result: secondNormed)]
      + inner.forward(secondNormed, result: out) + [.add(1, sum, columns: columns, to: out)]
    for operation in forward { plan.addForward(operation) }

    let backward =
      inner.backward(delta: delta, input: secondNormed, result: partSlopes) + [
        norms[1].gradients(delta: partSlopes, input: sum),
        norms[1].toInput(delta: partSlopes, input: sum, result: sumSlopes),
        .add(1, delta, columns: columns, to: sumSlopes),
      ] + heads.backward(delta: sumSlopes, input: firstNormed) + [
        heads.toInput(result: partSlopes), norms[0].gradients(delta: partSlopes, input: input.value),
      ]
    for operation in backward { plan.addBackward(operation) }
    guard let below = input.gradient else { return }
    plan.addBackward(norms[0].toInput(delta: partSlopes, input: input.value, result: below))
    plan.addBackward(.add(1, sumSlopes, columns: columns, to: below))
  }

  /// u = norm1(x + attention(x)), out = norm2(u + inner(u)); `secondNormed` holds the sum in front of norm2.
  func emitNormLast(_ plan: inout PlanBuilder) {
    let forward =
      heads.forward(input.value, result: sum)
      + [.add(1, input.value, columns: columns, to: sum), norms[0].forward(sum, result: firstNormed)]
      + inner.forward(firstNormed, result: secondNormed)
      + [
        .add(1, firstNormed, columns: columns, to: secondNormed), norms[1].forward(secondNormed, result: out),
      ]
    for operation in forward { plan.addForward(operation) }

    let backward =
      [
        norms[1].gradients(delta: delta, input: secondNormed),
        norms[1].toInput(delta: delta, input: secondNormed, result: sumSlopes),
      ] + inner.backward(delta: sumSlopes, input: firstNormed, result: partSlopes) + [
        .add(1, sumSlopes, columns: columns, to: partSlopes),
        norms[0].gradients(delta: partSlopes, input: sum),
        norms[0].toInput(delta: partSlopes, input: sum, result: sumSlopes),
      ] + heads.backward(delta: sumSlopes, input: input.value)
    for operation in backward { plan.addBackward(operation) }
    guard let below = input.gradient else { return }
    plan.addBackward(heads.toInput(result: below))
    plan.addBackward(.add(1, sumSlopes, columns: columns, to: below))
  }
}
