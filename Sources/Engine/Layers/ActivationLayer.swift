/// An activation on its own.
struct ActivationLayer: LayerKind {
  /// All that is said of it.
  let specification = Specification(
    name: "activation", summary: "Applies an activation to what the layer below gives.",
    formula: "out = phi(x)", source: "textbook", example: "layer activation relu")
  /// It keeps the shape it gets.
  let sizeRule = LayerWord.none
  /// It is nothing without one.
  let activationRule = LayerWord.required

  /// The shape that goes in.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] { input }

  /// Adds the activation and, for the layer below, a copy of its derivative.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let activation = layer.settings.activation
    let (pre, columns) = (layer.input.value, layer.input.columns)
    let out = try plan.reserve(perSample: columns)
    let delta = try plan.reserveDelta(of: layer, columns: columns, handedTo: [layer.input.gradient])
    let operation = PlannedOperation.activate(activation, input: pre, output: out, columns: columns)
    if layer.isActivationFused {
      plan.addObservation(operation)
    } else {
      plan.addForward(operation)
      plan.addBackward(
        .activateBackward(activation, input: pre, output: out, gradient: delta, columns: columns))
    }
    // The layer below goes on in place, so that it gets a copy.
    if let below = layer.input.gradient {
      plan.addBackward(.copy(delta, columns: columns, result: below))
    }
    return LayerBuffers(
      pre: pre, output: Signal(value: out, gradient: delta, shape: layer.outputShape), delta: delta)
  }
}
