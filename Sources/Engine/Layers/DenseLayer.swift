import InitKit
import Tensor

/// Every unit reads every input: `out = phi(x W^T + b)`, W `[O, I]`, b `[O]`, as PyTorch's Linear.
struct DenseLayer: LayerKind {
  /// All that is said of it.
  let specification = Specification(
    name: "dense", aliases: ["linear", "fully_connected", "fc"],
    summary: "Every unit reads every input; a last one without a size takes the size the targets need.",
    formula: "out = phi(x W^T + b), weight [O, I], bias [O]", source: "PyTorch Linear",
    options: [
      .boolean("bias", aliases: ["use_bias"], default: true, help: "whether a bias is added to the sums"),
      .rateFactor,
    ],
    example: "layer dense 8 tanh name=h1 init=he_normal")
  /// Its size is the number of units.
  let sizeRule = LayerWord.required
  /// Without one it passes its sums on.
  let activationRule = LayerWord.optional

  /// One number for each unit.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] {
    guard input.count == 1 else {
      let flat = input.reduce(1, *)
      throw .layerShape(layer: layer.name, kind: layer.kind, input: input, problem: .notFlat(flat: flat))
    }
    return [layer.size ?? 0]
  }

  /// `weight` `[O, I]`, then `bias` `[O]` unless it is left out.
  func parameters(of layer: LayerSettings, input: [Int]) -> [ParameterDeclaration] {
    let shape = [layer.size ?? 0, input[0]]
    let fans = Fans(shape: shape, layout: .dense)
    let weight = ParameterDeclaration("weight", .weight, shape: shape, fans: fans)
    guard layer.options.isTrue("bias") else { return [weight] }
    return [weight, ParameterDeclaration("bias", .bias, shape: [shape[0]], fans: fans)]
  }

  /// Adds product, activation and their derivatives.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let activation = layer.settings.activation
    let (inputs, units) = (layer.input.columns, layer.outputShape.reduce(1, *))
    let isIdentity = activation.activation.name == "identity"
    let pre = try plan.reserve(perSample: units)
    let out = isIdentity ? pre : try plan.reserve(perSample: units)
    // The derivative by the output becomes that by the sums in place.
    let delta = try plan.reserve(perSample: units)
    guard let weight = layer.parameters["weight"] else {
      preconditionFailure("a dense layer has declared its weight")
    }
    let bias = layer.parameters["bias"]

    let transposed = Factor(buffer: weight.value, rowLength: inputs, isTransposed: true)
    plan.addForward(
      .product(
        Factor(buffer: layer.input.value, rowLength: inputs), transposed, bias: bias?.value, columns: units,
        inner: Int64(inputs), result: pre))
    if !isIdentity {
      let operation = PlannedOperation.activate(activation, input: pre, output: out, columns: units)
      if layer.isActivationFused { plan.addObservation(operation) } else { plan.addForward(operation) }
    }

    if !isIdentity && !layer.isActivationFused {
      plan.addBackward(
        .activateBackward(activation, input: pre, output: out, gradient: delta, columns: units))
    }
    plan.addBackward(
      .product(
        Factor(buffer: delta, rowLength: units, isTransposed: true),
        Factor(buffer: layer.input.value, rowLength: inputs), rows: Int64(units), columns: inputs,
        inner: PlannedOperation.batchRows, result: weight.gradient))
    if let bias { plan.addBackward(.sumRows(delta, columns: units, result: bias.gradient)) }
    if let below = layer.input.gradient {
      plan.addBackward(
        .product(
          Factor(buffer: delta, rowLength: units), Factor(buffer: weight.value, rowLength: inputs),
          columns: inputs, inner: Int64(units), result: below))
    }
    return LayerBuffers(
      pre: pre, output: Signal(value: out, gradient: delta, shape: layer.outputShape), delta: delta)
  }

  /// Outer products of delta and input; for the bias delta itself.
  func sampleGradient(
    of parameter: ParameterDeclaration, layer: LayerSettings, input: Tensor, delta: Tensor
  ) -> Tensor? {
    // Delta carries the 1/N of the mean loss, which a sample's own loss has not.
    let samples = Double(delta.rows)
    switch parameter.name {
    case "bias": return delta.map { $0 * samples }
    case "weight":
      let (units, inputs) = (delta.columns, input.columns)
      var values: [Double] = []
      values.reserveCapacity(delta.rows * units * inputs)
      for row in 0..<delta.rows {
        let features = input.values[row * inputs..<(row + 1) * inputs]
        for unit in 0..<units {
          let slope = delta.values[row * units + unit] * samples
          for feature in features { values.append(slope * feature) }
        }
      }
      return Tensor(shape: [delta.rows, units, inputs], values: values)
    default: return nil
    }
  }

  /// Each row reads all numbers of a sample in their order.
  func weightReading(
    _ units: UnitLayout, _ weight: Tensor, of layer: LayerSettings, input: [Int]
  ) -> Tensor? {
    Tensor(shape: [weight.rows * units.outer, units.count * units.inner], values: weight.values)
  }
}
