import InitKit
import Tensor

/// What convolutions share: a kind says over what its window slides.
protocol ConvolutionKind: LayerKind {
  /// Axes of a sample that it reads: 3 for images, 2 for sequences.
  var inputAxes: Int { get }

  /// The window over an input with the right number of axes.
  func window(of layer: LayerSettings, input: [Int]) -> SlidingWindow
}

extension ConvolutionKind {
  /// It may have an activation.
  var activationRule: LayerWord { .optional }
  /// conv1d and conv2d are called `conv1`, `conv2` in their order.
  var stem: String { "conv" }

  /// Channels and places of the window.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] {
    guard input.count == inputAxes else {
      throw .layerShape(
        layer: layer.name, kind: layer.kind, input: input, problem: .axes(needed: inputAxes))
    }
    let window = window(of: layer, input: input)
    try window.check(layer, input: input)
    return window.outputShape
  }

  /// `weight` `[out, in / groups, kernel...]`, then `bias` `[out]` unless it is left out.
  func parameters(of layer: LayerSettings, input: [Int]) -> [ParameterDeclaration] {
    let window = window(of: layer, input: input)
    let kernel =
      window.isSequence
      ? [window.horizontal.kernel] : [window.vertical.kernel, window.horizontal.kernel]
    let shape = [window.outputs, window.channels / window.groups] + kernel
    let fans = Fans(shape: shape, layout: .convolution(groups: window.groups))
    let weight = ParameterDeclaration("weight", .weight, shape: shape, fans: fans)
    guard layer.options.isTrue("bias") else { return [weight] }
    return [weight, ParameterDeclaration("bias", .bias, shape: [window.outputs], fans: fans)]
  }

  /// Adds convolution, activation and their derivatives.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let window = window(of: layer.settings, input: layer.input.shape)
    let activation = layer.settings.activation
    let columns = layer.outputShape.reduce(1, *)
    let isIdentity = activation.activation.name == "identity"
    let pre = try plan.reserve(perSample: columns)
    let out = isIdentity ? pre : try plan.reserve(perSample: columns)
    // The derivative by the output becomes that by the sums in place.
    let delta = try plan.reserve(perSample: columns)
    let scratch = try plan.reserveScratch(window)
    guard let weight = layer.parameters["weight"] else {
      preconditionFailure("a convolution has declared its weight")
    }
    let bias = layer.parameters["bias"]
    let input = layer.input

    plan.addForward(
      .convolve(
        window, input: input.value, weight: weight.value, bias: bias?.value, scratch: scratch, result: pre))
    if !isIdentity {
      let operation = PlannedOperation.activate(activation, input: pre, output: out, columns: columns)
      if layer.isActivationFused { plan.addObservation(operation) } else { plan.addForward(operation) }
    }
    if !isIdentity && !layer.isActivationFused {
      plan.addBackward(
        .activateBackward(activation, input: pre, output: out, gradient: delta, columns: columns))
    }
    plan.addBackward(
      .convolveToWeight(
        window, input: input.value, delta: delta, scratch: scratch, result: weight.gradient))
    if let bias { plan.addBackward(.sumChannels(window, delta, result: bias.gradient)) }
    if let below = input.gradient {
      plan.addBackward(
        .convolveToInput(window, delta: delta, weight: weight.value, scratch: scratch, result: below))
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
    case "bias": values = WindowSums.biasBySample(window, delta: delta.values, rows: delta.rows)
    case "weight":
      values = WindowSums.weightBySample(
        window, input: input.values, delta: delta.values, rows: delta.rows)
    default: return nil
    }
    return Tensor(shape: [delta.rows] + parameter.shape, values: values.map { $0 * samples })
  }

  /// Filter o reads the channels of its group, each by a run of taps.
  func passage(of units: [UnitLabels], through layer: LayerSettings, inputs: [[Int]]) -> UnitPassage {
    let window = window(of: layer, input: inputs[0])
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

extension OptionSpecification {
  /// Sizes of windows are cut here, so that no sum of a few of them overflows.
  private static let sizes = 1...1_000_000

  /// Taps of a window.
  static func kernel(default value: Int) -> OptionSpecification {
    integer("kernel", aliases: ["kernel_size"], default: value, in: sizes, help: "taps along each axis")
  }

  /// What convolutions share behind `kernel`.
  static let convolution: [OptionSpecification] = [
    .integer("stride", aliases: ["strides"], default: 1, in: sizes, help: "steps between places"),
    .integer("padding", aliases: ["pad"], default: 0, in: 0...1_000_000, help: "zeros on each side"),
    .integer("dilation", aliases: ["dilation_rate"], default: 1, in: sizes, help: "steps between taps"),
  ]

  /// Parts of the channels that do not see each other.
  static let groups = integer(
    "groups", default: 1, in: sizes, help: "parts of the channels that do not see each other")

  /// Whether a bias is added.
  static let bias = boolean(
    "bias", aliases: ["use_bias"], default: true, help: "whether a bias is added to the sums")
}

extension OptionValues {
  /// An axis of a size under the options of a window.
  func axis(_ size: Int) -> WindowAxis {
    WindowAxis(
      size: size, kernel: integer("kernel", else: 1), stride: integer("stride", else: 1),
      padding: integer("padding", else: 0), dilation: integer("dilation", else: 1))
  }
}
