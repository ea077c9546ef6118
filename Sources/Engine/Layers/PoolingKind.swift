/// What kinds of pooling share: a window over each channel by itself, and nothing to learn.
protocol PoolingKind: LayerKind {
  /// The operation that pools.
  var pooling: Pooling { get }

  /// The window over an image.
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

  /// One number a place.
  func outputShape(of window: SlidingWindow) -> [Int] { window.outputShape }

  /// Channels stay, height and width become places of the window.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] {
    guard input.count == 3 else {
      throw .layerShape(layer: layer.name, kind: layer.kind, input: input, problem: .axes(needed: 3))
    }
    let window = window(of: layer, input: input)
    let (padding, kernel) = (window.vertical.padding, window.vertical.kernel)
    guard 2 * padding <= kernel else {
      let text = "padding \(padding), kernel \(kernel): 2 * \(padding) is more than \(kernel)"
      throw .layerShape(layer: layer.name, kind: layer.kind, input: input, problem: .arithmetic(text))
    }
    try window.check(layer, input: input)
    return outputShape(of: window)
  }

  /// Adds the pooling and its derivative.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let window = window(of: layer.settings, input: layer.input.shape)
    let columns = layer.outputShape.reduce(1, *)
    let out = try plan.reserve(perSample: columns)
    let delta = try plan.reserve(perSample: columns)
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

extension OptionSpecification {
  /// Options of a window that pools.
  static let pooling: [OptionSpecification] = [
    .kernel(default: 2),
    OptionSpecification(
      "stride", aliases: ["strides"], .integer(1...1_000_000), default: .derived("kernel"),
      help: "steps between places"),
    .integer("padding", aliases: ["pad"], default: 0, in: 0...1_000_000, help: "border on each side"),
  ]
}

extension OptionValues {
  /// A window over each channel of an image; without a stride its places lie side by side.
  func poolingWindow(_ input: [Int]) -> SlidingWindow {
    let kernel = integer("kernel", else: 1)
    let axes = input.dropFirst().map {
      WindowAxis(
        size: $0, kernel: kernel, stride: integer("stride", else: kernel),
        padding: integer("padding", else: 0))
    }
    return SlidingWindow(channels: input[0], vertical: axes[0], horizontal: axes[1], outputs: input[0])
  }
}
