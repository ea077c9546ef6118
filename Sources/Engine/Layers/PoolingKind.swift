/// What kinds of pooling share: a window over each channel by itself, and nothing to learn.
protocol PoolingKind: LayerKind {
  /// The operation that pools.
  var pooling: Pooling { get }

  /// Axes of a sample that it reads: 3 for images, 2 for sequences.
  var inputAxes: Int { get }

  /// The window over an image or a sequence.
  func window(of layer: LayerSettings, input: [Int]) -> SlidingWindow

  /// Shape of one sample that comes out of a window that fits.
  func outputShape(of window: SlidingWindow) -> [Int]
}

/// What becomes of the numbers under a window.
enum Pooling: Sendable {
  /// The largest.
  case maximum
  /// Their mean, padding counted as zeros.
  case average
}

extension PoolingKind {
  /// The window gives its size.
  var sizeRule: LayerWord { .none }
  /// It has no sums to apply one to.
  var activationRule: LayerWord { .none }

  /// Channels, height and width.
  var inputAxes: Int { 3 }

  /// One number a place.
  func outputShape(of window: SlidingWindow) -> [Int] { window.outputShape }

  /// Channels stay, height and width, or time, become places of the window.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] {
    guard input.count == inputAxes else {
      throw .layerShape(layer: layer.name, kind: layer.kind, input: input, problem: .axes(needed: inputAxes))
    }
    let window = window(of: layer, input: input)
    for (name, axis) in window.namedAxes where 2 * axis.padding > axis.kernel {
      let text =
        "\(name) \(axis.size), kernel \(axis.kernel), padding \(axis.padding): "
        + "2 * \(axis.padding) is more than \(axis.kernel)"
      throw .layerShape(
        layer: layer.name, kind: layer.kind, input: input,
        problem: .arithmetic(text, options: ["padding", "kernel"]))
    }
    try window.check(layer, input: input)
    return outputShape(of: window)
  }

  /// Adds the pooling and its derivative.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let window = window(of: layer.settings, input: layer.input.shape)
    let columns = layer.outputShape.reduce(1, *)
    let out = try plan.reserve(perSample: columns)
    let delta = try plan.reserveDelta(of: layer, columns: columns)
    plan.addForward(.pool(pooling, window, input: layer.input.value, result: out))
    if let below = layer.input.gradient {
      plan.addBackward(
        .poolBackward(pooling, window, input: layer.input.value, delta: delta, result: below))
    }
    return LayerBuffers(
      pre: out, output: Signal(value: out, gradient: delta, shape: layer.outputShape), delta: delta)
  }

  /// Channels stay apart.
  func passage(of units: [UnitLabels], through layer: LayerSettings, inputs: [[Int]]) -> UnitPassage {
    guard let onward = window(of: layer, input: inputs[0]).carried(units[0]) else { return .mixed }
    return UnitPassage(onward: onward)
  }
}
