import InitKit
import Tensor

/// What convolutions share: a kind says over what its window slides.
protocol ConvolutionKind: LayerKind {
  /// Axes of a sample that it reads: 3 for images, 2 for sequences.
  var inputAxes: Int { get }

  /// Whether it is the transpose: the window slides over what comes out, and its places are what comes in.
  var isTransposed: Bool { get }

  /// The window over an input, or over the output of a transpose, of the right number of axes.
  func window(of layer: LayerSettings, input: [Int]) -> SlidingWindow
}

extension ConvolutionKind {
  /// It may have an activation.
  var activationRule: LayerWord { .optional }
  /// conv1d and conv2d are called `conv1`, `conv2` in their order.
  var stem: String { "conv" }
  /// The window slides over what comes in.
  var isTransposed: Bool { false }

  /// Channels and places of the window.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] {
    guard input.count == inputAxes else {
      throw .layerShape(
        layer: layer.name, kind: layer.kind, input: input, problem: .axes(needed: inputAxes))
    }
    let window = window(of: layer, input: input)
    guard isTransposed else {
      try window.check(layer, input: input)
      return window.outputShape
    }
    try window.checkTransposed(layer, input: input)
    return window.inputShape
  }

  /// `weight` `[out, in / groups, kernel...]`, of a transpose `[in, out / groups, kernel...]`, then `bias`
  /// `[out]` unless it is left out.
  func parameters(of layer: LayerSettings, input: [Int]) -> [ParameterDeclaration] {
    let window = window(of: layer, input: input)
    let kernel =
      window.isSequence
      ? [window.horizontal.kernel] : [window.vertical.kernel, window.horizontal.kernel]
    let shape = [window.outputs, window.channels / window.groups] + kernel
    let layout: WeightLayout =
      isTransposed ? .transposedConvolution(groups: window.groups) : .convolution(groups: window.groups)
    let fans = Fans(shape: shape, layout: layout)
    let weight = ParameterDeclaration("weight", .weight, shape: shape, fans: fans, layout: layout)
    guard layer.options.isTrue("bias") else { return [weight] }
    return [
      weight,
      ParameterDeclaration(
        "bias", .bias, shape: [isTransposed ? window.channels : window.outputs], fans: fans, layout: layout),
    ]
  }

  /// Adds convolution, activation and their derivatives.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let window = window(of: layer.settings, input: layer.input.shape)
    let activation = layer.settings.activation
    let columns = layer.outputShape.reduce(1, *)
    let isIdentity = activation.activation.name == "identity"
    let out = try plan.reserve(perSample: columns)
    let pre = try plan.reserveSums(of: layer, output: out)
    // The derivative by the output becomes that by the sums in place.
    let delta = try plan.reserve(perSample: columns)
    guard let weight = layer.parameters["weight"] else {
      preconditionFailure("a convolution has declared its weight")
    }
    let bias = layer.parameters["bias"]
    let input = layer.input

    plan.addForward(
      isTransposed
        ? .convolveToInput(window, delta: input.value, weight: weight.value, bias: bias?.value, result: pre)
        : .convolve(window, input: input.value, weight: weight.value, bias: bias?.value, result: pre))
    if !isIdentity {
      let operation = PlannedOperation.activate(activation, input: pre, output: out, columns: columns)
      if layer.isActivationFused { plan.addObservation(operation) } else { plan.addForward(operation) }
    }
    if !isIdentity && !layer.isActivationFused {
      plan.addBackward(
        .activateBackward(activation, input: pre, output: out, gradient: delta, columns: columns))
    }
    plan.addBackward(
      isTransposed
        ? .convolveToWeight(window, input: delta, delta: input.value, result: weight.gradient)
        : .convolveToWeight(window, input: input.value, delta: delta, result: weight.gradient))
    if let bias { plan.addBackward(.sumChannels(of: layer.outputShape, delta, result: bias.gradient)) }
    if let below = input.gradient {
      plan.addBackward(
        isTransposed
          ? .convolve(window, input: delta, weight: weight.value, bias: nil, result: below)
          : .convolveToInput(window, delta: delta, weight: weight.value, result: below))
    }
    return LayerBuffers(
      pre: pre, output: Signal(value: out, gradient: delta, shape: layer.outputShape), delta: delta)
  }

  /// The weight's gradient of each sample alone; for the bias the sum of delta over places.
  func sampleGradient(
    of parameter: ParameterDeclaration, layer: LayerSettings, input: Tensor, delta: Tensor
  ) -> Tensor? {
    let window = window(of: layer, input: Array(input.shape.dropFirst()))
    // Delta carries the 1/N of the mean loss, which a sample's own loss has not.
    let samples = Double(delta.rows)
    let values: [Double]
    switch parameter.name {
    case "bias":
      values = WindowSums.biasBySample(
        of: isTransposed ? window.inputShape : window.outputShape, delta: delta.values, rows: delta.rows)
    case "weight":
      let (over, places) = isTransposed ? (delta, input) : (input, delta)
      values = WindowSums.weightBySample(
        window, input: over.values, delta: places.values, rows: delta.rows)
    default: return nil
    }
    return Tensor(shape: [delta.rows] + parameter.shape, values: values.map { $0 * samples })
  }

  /// The first axis of the weight counts the units, of a transpose the second.
  func unitParts(of layer: LayerSettings, input: [Int]) -> [UnitPart] {
    let window = window(of: layer, input: input)
    return parameters(of: layer, input: input).map {
      isTransposed && $0.name == "weight"
        ? UnitPart($0.name, window.transposedUnits) : UnitPart($0.name, rowsOf: $0.shape)
    }
  }

  /// Filter o reads the channels of its group, each by a run of taps.
  func passage(of units: [UnitLabels], through layer: LayerSettings, inputs: [[Int]]) -> UnitPassage {
    let window = window(of: layer, input: inputs[0])
    guard !isTransposed else { return window.transposedPassage(of: units[0]) }
    guard let labels = window.channelLabels(units[0]) else { return .mixed }
    let (read, filters) = (window.channels / window.groups, window.outputs / window.groups)
    var entries: UnitLabels = []
    for group in 0..<window.groups {
      let taps = UnitLabels(labels[group * read..<(group + 1) * read]).spread(over: window.area)
      entries += UnitLabels(repeating: taps, times: filters)
    }
    return UnitPassage(readers: [UnitReader("weight", entries)])
  }
}
