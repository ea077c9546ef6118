import InitKit
import Tensor

/// Every unit reads every input: `out = phi(x W^T + b)`, W `[O, I]`, b `[O]`, as PyTorch's Linear.
struct DenseLayer: LayerKind {
  /// All that is said of it.
  let specification = Specification(
    name: "dense", aliases: ["linear", "fully_connected", "fc"],
    summary:
      "Every unit reads every input, in a sequence at every time; a last one without a size takes the size the targets need.",
    formula: "out = phi(x W^T + b), weight [O, I], bias [O]", source: "PyTorch Linear",
    options: [
      .bias, .tie, .rateFactor,
    ],
    example: "layer dense 8 tanh name=h1 init=he_normal")
  /// Its size is the number of units.
  let sizeRule = LayerWord.required
  /// Without one it passes its sums on.
  let activationRule = LayerWord.optional

  /// One number for each unit, at each time of a sequence.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] {
    guard input.count == 1 || input.count == 2 else {
      let flat = input.reduce(1, *)
      throw .layerShape(layer: layer.name, kind: layer.kind, input: input, problem: .notFlat(flat: flat))
    }
    return input.dropLast() + [layer.size ?? 0]
  }

  /// `weight` `[O, I]` unless it is tied, then `bias` `[O]` unless it is left out.
  func parameters(of layer: LayerSettings, input: [Int]) -> [ParameterDeclaration] {
    let shape = [layer.size ?? 0, input.last ?? 0]
    let fans = Fans(shape: shape, layout: .dense)
    let weight = ParameterDeclaration("weight", .weight, shape: shape, fans: fans)
    let bias = ParameterDeclaration("bias", .bias, shape: [shape[0]], fans: fans)
    return (layer.tie == nil ? [weight] : []) + (layer.options.isTrue("bias") ? [bias] : [])
  }

  /// Adds product, activation and their derivatives.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let activation = layer.settings.activation
    let (inputs, units) = (layer.input.shape.last ?? 0, layer.outputShape.last ?? 0)
    let columns = layer.outputShape.reduce(1, *)
    // A sequence is as many rows as it has times.
    let times = layer.outputShape.dropLast().reduce(1, *)
    let rows = PlannedOperation.batchRows * Int64(times)
    let isIdentity = activation.activation.name == "identity"
    let out = try plan.reserve(perSample: columns)
    let pre = try plan.reserveSums(of: layer, output: out)
    // The derivative by the output becomes that by the sums in place.
    let delta = try plan.reserve(perSample: columns)
    let weight = DenseWeight(layer, units: units, inputs: inputs)
    let bias = layer.parameters["bias"]

    plan.addForward(
      .product(
        Factor(buffer: layer.input.value, rowLength: inputs), weight.factor(forward: true), bias: bias?.value,
        rows: rows, columns: units, inner: Int64(inputs), result: pre))
    if !isIdentity {
      let operation = PlannedOperation.activate(activation, input: pre, output: out, columns: columns)
      if layer.isActivationFused { plan.addObservation(operation) } else { plan.addForward(operation) }
    }

    if !isIdentity && !layer.isActivationFused {
      plan.addBackward(
        .activateBackward(activation, input: pre, output: out, gradient: delta, columns: columns))
    }
    plan.addBackward(weight.gradient(delta: delta, input: layer.input.value, rows: rows))
    if let bias { plan.addBackward(.sumRows(delta, rows: rows, columns: units, result: bias.gradient)) }
    if let below = layer.input.gradient {
      plan.addBackward(
        .product(
          Factor(buffer: delta, rowLength: units), weight.factor(forward: false), rows: rows, columns: inputs,
          inner: Int64(units), result: below))
    }
    return LayerBuffers(
      pre: pre, output: Signal(value: out, gradient: delta, shape: layer.outputShape), delta: delta)
  }

  /// Outer products of delta and input; for the bias delta itself; of sequences no short way.
  func sampleGradient(
    of parameter: ParameterDeclaration, layer: LayerSettings, input: Tensor, delta: Tensor
  ) -> Tensor? {
    guard input.shape.count == 2 else { return nil }
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

  /// The square of delta, for weights times the square of the input's norm.
  func sampleGradientSquares(
    of parameter: ParameterDeclaration, layer: LayerSettings, input: Tensor, delta: Tensor
  ) -> Tensor? {
    guard input.shape.count == 2 else { return nil }
    let samples = Double(delta.rows)
    var values: [Double] = []
    for row in 0..<delta.rows {
      let features = input.values[row * input.columns..<(row + 1) * input.columns]
      let square = parameter.name == "weight" ? features.reduce(0) { $0 + $1 * $1 } : 1
      for slope in delta.values[row * delta.columns..<(row + 1) * delta.columns] {
        values.append((slope * samples) * (slope * samples) * square)
      }
    }
    return Tensor(shape: delta.shape, values: values)
  }

  /// Each row reads every feature of its input; units that share a feature cannot be told apart.
  func passage(of units: [UnitLabels], through layer: LayerSettings, inputs: [[Int]]) -> UnitPassage {
    let features = inputs[0].last ?? 0
    guard let read = units[0].repeated(every: features) else { return .mixed }
    let outputs = layer.size ?? 0
    guard let tie = layer.tie else {
      return UnitPassage(readers: [UnitReader("weight", .init(repeating: read, times: outputs))])
    }
    // Read the other way round, a row of the shared weight belongs to one input.
    let entries = read.flatMap { UnitLabels(repeating: $0, count: outputs) }
    return UnitPassage(readers: [UnitReader("weight", entries, owner: tie)])
  }
}

/// The weight that a dense layer reads: its own, or another layer's, as it is or turned round.
private struct DenseWeight {
  private let place: ParameterPlace
  private let units: Int
  private let inputs: Int
  /// Whether it lies as `[inputs, units]`.
  private let isTurned: Bool

  init(_ layer: LayerPlace, units: Int, inputs: Int) {
    guard let place = layer.tied?.place ?? layer.parameters["weight"] else {
      preconditionFailure("a dense layer has declared its weight, or is tied to one")
    }
    self.place = place
    self.units = units
    self.inputs = inputs
    isTurned = layer.tied.map { $0.shape == [inputs, units] } ?? false
  }

  /// As the right factor on the way forward, `[inputs, units]`, or on the way back, `[units, inputs]`.
  func factor(forward: Bool) -> Factor {
    Factor(
      buffer: place.value, rowLength: isTurned ? units : inputs, isTransposed: isTurned ? !forward : forward)
  }

  /// The derivative by it, in the shape in which it lies.
  func gradient(delta: Buffer, input: Buffer, rows: Int64) -> PlannedOperation {
    let slopes = Factor(buffer: delta, rowLength: units, isTransposed: !isTurned)
    let features = Factor(buffer: input, rowLength: inputs, isTransposed: isTurned)
    return .product(
      isTurned ? features : slopes, isTurned ? slopes : features, rows: Int64(isTurned ? inputs : units),
      columns: isTurned ? units : inputs, inner: rows, result: place.gradient)
  }
}

extension LayerSettings {
  /// Name of the layer whose weight it uses; nil for one of its own.
  var tie: String? {
    if case .text(let name) = options.values["tie"] { name } else { nil }
  }
}

extension LayerDescription {
  /// Name of the layer whose weight it uses; nil for one of its own.
  package var tie: String? {
    guard let kind = LayerTable.builtin[kind] else { return nil }
    guard case .text(let name)? = try? OptionValues(named: options, for: kind.specification).values["tie"]
    else { return nil }
    return name
  }
}

extension OptionSpecification {
  /// Another layer's weight in place of one of its own.
  static let tie = OptionSpecification(
    "tie", aliases: ["tied_to"], .word, default: .derived("none"),
    help: "a layer whose weight is used: turned round where that fits, as in an autoencoder, else as it is")
}
