/// Two products with an activation between, at each position of a sequence.
struct FeedForwardPart {
  private let widen: LinearPart
  private let narrow: LinearPart
  private let activation: ChosenActivation
  /// Sums before the activation, and what it gives: in place where its slope follows from that.
  private let pre: Buffer
  private let out: Buffer
  /// The derivative by what the activation gives, then in place by the sums.
  private let slopes: Buffer
  private let columns: Int

  /// The part of a layer whose parameters are called `linear1` and `linear2`.
  ///
  /// - Throws: `memory`.
  init(_ layer: LayerPlace, hidden: Int, plan: inout PlanBuilder) throws(EngineError) {
    let (steps, width) = (layer.input.shape[0], layer.input.shape[1])
    widen = LinearPart(
      layer, weight: "linear1.weight", bias: "linear1.bias", inputs: width, outputs: hidden, steps: steps)
    narrow = LinearPart(
      layer, weight: "linear2.weight", bias: "linear2.bias", inputs: hidden, outputs: width, steps: steps)
    activation = try layer.settings.innerActivation()
    columns = try plan.layout.product([steps, hidden])
    out = try plan.reserve(perSample: columns)
    pre = activation.activation.isSlopeOfOutput ? out : try plan.reserve(perSample: columns)
    slopes = try plan.reserve(perSample: columns)
  }

  /// result = both products of the input.
  func forward(_ input: Buffer, result: Buffer) -> [PlannedOperation] {
    [
      widen.forward(input, result: pre),
      .activate(activation, input: pre, output: out, columns: columns),
      narrow.forward(out, result: result),
    ]
  }

  /// The derivatives by all parameters; result = that by the input.
  func backward(delta: Buffer, input: Buffer, result: Buffer) -> [PlannedOperation] {
    narrow.gradients(delta: delta, input: out) + [
      narrow.toInput(delta: delta, result: slopes),
      .activateBackward(activation, input: pre, output: out, gradient: slopes, columns: columns),
    ] + widen.gradients(delta: slopes, input: input) + [widen.toInput(delta: slopes, result: result)]
  }
}

extension LayerSettings {
  /// The activation between the two products.
  func innerActivation() throws(EngineError) -> ChosenActivation {
    guard case .text(let name) = options.values["activation"] else {
      return try ChosenActivation(.identity)
    }
    return try ChosenActivation(ActivationDescription(name))
  }
}
