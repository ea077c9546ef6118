import Tensor

/// An activation on its own.
struct ActivationLayer: LayerKind {
  let specification = Specification(
    name: "activation", summary: "Applies an activation to what the layer below gives.",
    formula: "out = phi(x)", source: "textbook", example: "layer activation relu")
  let sizeRule = LayerWord.none
  let activationRule = LayerWord.required

  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] { input }

  func parameters(of layer: LayerSettings, input: [Int]) -> [ParameterDeclaration] { [] }

  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let activation = layer.settings.activation
    let (pre, columns) = (layer.input.value, layer.input.columns)
    let out = try plan.reserve(perSample: columns)
    let delta = try plan.reserve(perSample: columns)
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

  func sampleGradient(
    of parameter: ParameterDeclaration, layer: LayerSettings, input: Tensor, delta: Tensor
  ) -> Tensor? { nil }
}
