/// What flatten and reshape share: the numbers stay as they lie, under another shape.
protocol ReshapingKind: LayerKind {}

extension ReshapingKind {
  /// The shape is no size.
  var sizeRule: LayerWord { .none }
  /// It has no sums to apply one to.
  var activationRule: LayerWord { .none }

  /// Passes the numbers on in place, and a copy of their derivatives back.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let (value, columns) = (layer.input.value, layer.input.columns)
    let delta = try plan.reserveDelta(of: layer, columns: columns, handedTo: [layer.input.gradient])
    // The layer below goes on in place, so that it gets a copy.
    if let below = layer.input.gradient { plan.addBackward(.copy(delta, columns: columns, result: below)) }
    return LayerBuffers(
      pre: value, output: Signal(value: value, gradient: delta, shape: layer.outputShape), delta: delta)
  }
}
