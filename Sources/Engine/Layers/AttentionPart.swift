import InitKit

/// Heads between the product that makes queries, keys and values and the one that joins the heads again.
struct AttentionPart {
  /// Positions, heads and who sees whom.
  let shape: AttentionShape
  /// To queries, keys and values, one behind the other.
  let split: LinearPart
  /// From the heads side by side.
  let join: LinearPart
  /// Queries, keys and values, and the derivative by them.
  let parts: Buffer
  private let partSlopes: Buffer
  /// How much each position takes of each other one.
  private let probabilities: Buffer
  /// What the heads give, and the derivative by it.
  private let heads: Buffer
  private let headSlopes: Buffer
  private let workspace: Buffer

  /// Reserves what a layer's heads need; the parameters' names start with `prefix`.
  ///
  /// - Throws: `memory`.
  init(_ layer: LayerPlace, prefix: String = "", plan: inout PlanBuilder) throws(EngineError) {
    let (steps, width) = (layer.input.shape[0], layer.input.shape[1])
    let heads = layer.settings.heads
    shape = AttentionShape(
      steps: steps, heads: heads, headSize: width / heads,
      isCausal: layer.settings.options.isTrue("causal"))
    split = LinearPart(
      layer, weight: "\(prefix)in_proj_weight", bias: "\(prefix)in_proj_bias", inputs: width,
      outputs: 3 * width, steps: steps)
    join = LinearPart(
      layer, weight: "\(prefix)out_proj.weight", bias: "\(prefix)out_proj.bias", inputs: width,
      outputs: width, steps: steps)
    parts = try plan.reserve(perSample: steps * width * 3)
    partSlopes = try plan.reserve(perSample: steps * width * 3)
    probabilities = try plan.reserve(perSample: try plan.layout.product([heads, steps, steps]))
    self.heads = try plan.reserve(perSample: steps * width)
    headSlopes = try plan.reserve(perSample: steps * width)
    workspace = try plan.reserve(shape.workspace(rows: plan.batchRows))
  }

  /// result = the heads' answer to an input.
  func forward(_ input: Buffer, result: Buffer) -> [PlannedOperation] {
    [
      split.forward(input, result: parts),
      .attend(shape, parts: parts, probabilities: probabilities, result: heads),
      join.forward(heads, result: result),
    ]
  }

  /// The derivatives by all parameters, and by queries, keys and values.
  func backward(delta: Buffer, input: Buffer) -> [PlannedOperation] {
    join.gradients(delta: delta, input: heads) + [
      join.toInput(delta: delta, result: headSlopes),
      .attendBackward(
        shape, parts: parts, probabilities: probabilities, delta: headSlopes, workspace: workspace,
        result: partSlopes),
    ] + split.gradients(delta: partSlopes, input: input)
  }

  /// result = the derivative by the input, after `backward`.
  func toInput(result: Buffer) -> PlannedOperation { split.toInput(delta: partSlopes, result: result) }

  /// The parameters of heads over a width, in PyTorch's names and order.
  static func parameters(width: Int, prefix: String = "") -> [ParameterDeclaration] {
    // Queries, keys and values are three weights: a fan-out of all together would make them too small.
    let fans = Fans(input: width, output: width)
    let (stacked, overflow) = width.multipliedReportingOverflow(by: 3)
    let rows = overflow ? Int.max : stacked
    return [
      ParameterDeclaration(
        "\(prefix)in_proj_weight", .weight, shape: [rows, width], fans: fans,
        defaultInitializer: "xavier_uniform"),
      ParameterDeclaration("\(prefix)in_proj_bias", .bias, shape: [rows], fans: fans),
      ParameterDeclaration(
        "\(prefix)out_proj.weight", .weight, shape: [width, width], fans: fans,
        defaultInitializer: "xavier_uniform"),
      ParameterDeclaration("\(prefix)out_proj.bias", .bias, shape: [width], fans: fans),
    ]
  }

  /// Checks that the input is a sequence whose width the heads share out.
  ///
  /// - Throws: `layerShape` with the arithmetic.
  static func check(_ layer: LayerSettings, input: [Int]) throws(EngineError) {
    guard input.count == 2 else {
      throw .layerShape(layer: layer.name, kind: layer.kind, input: input, problem: .axes(needed: 2))
    }
    let (width, heads) = (input[1], layer.heads)
    guard width % heads == 0 else {
      throw .layerShape(
        layer: layer.name, kind: layer.kind, input: input,
        problem: .arithmetic(
          "\(width) features do not share out among \(heads) heads: \(width) = \(heads) * \(width / heads) + \(width % heads)",
          options: ["heads"]))
    }
  }
}

extension LayerSettings {
  /// Parts that attend apart.
  var heads: Int { max(1, options.integer("heads", else: 1)) }
}

extension OptionSpecification {
  /// Parts that attend apart.
  static let heads = integer(
    "heads", aliases: ["nhead", "num_heads"], default: 1, in: 1...1_000_000,
    help: "parts of the features that attend apart")
  /// Who sees whom.
  static let causal = boolean(
    "causal", aliases: ["is_causal"], default: false,
    help: "whether a position sees only itself and what is before it")
}
