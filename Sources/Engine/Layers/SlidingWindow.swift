/// One axis along which a window slides.
struct WindowAxis: Equatable, Sendable {
  /// Numbers along the axis.
  var size: Int
  /// Taps of the window.
  var kernel = 1
  /// Distance between its places.
  var stride = 1
  /// Zeros on both sides.
  var padding = 0
  /// Distance between its taps.
  var dilation = 1
  /// Places that are known beforehand, as those of a transposed convolution are.
  var givenPlaces: Int?
  /// Whether the zeros follow from the wish for as many places as numbers.
  var keepsSize = false

  /// The word for as many zeros as keep the size.
  static let samePadding = "same"
  /// The word for no zeros.
  static let noPadding = "valid"
  /// Zeros on each side that are not more than anybody means.
  static let largestPadding = 1_000_000

  /// Numbers from the first to the last tap: dilation (kernel - 1) + 1.
  var reach: Int { dilation * (kernel - 1) + 1 }
  /// Places of the window: floor((size + 2 padding - reach) / stride) + 1, or 0 when it does not fit.
  var places: Int {
    if let givenPlaces { return givenPlaces }
    let room = size + 2 * padding - reach
    return room < 0 ? 0 : room / stride + 1
  }

  /// Why there is no place, as arithmetic; nil when there is one. `name` is what the axis is called.
  func problem(_ name: String) -> ShapeProblem? {
    if keepsSize, let problem = sizeProblem(name) { return problem }
    guard places < 1 else { return nil }
    let spread = dilation == 1 ? "" : ", dilation \(dilation)"
    return .arithmetic(
      "\(name) \(size), kernel \(kernel)\(spread), padding \(padding): no output, "
        + "because \(size) + 2 * \(padding) is less than \(reach)",
      options: kernel > size + 2 * padding
        ? ["kernel", "dilation", "padding"] : ["dilation", "kernel", "padding"])
  }

  /// Why no zeros keep the size.
  private func sizeProblem(_ name: String) -> ShapeProblem? {
    guard stride == 1 else {
      return .arithmetic(
        "\(name) \(size), stride \(stride), padding same: it keeps the size with stride 1 only",
        options: ["stride"])
    }
    let zeros =
      "\(name) \(size), kernel \(kernel), dilation \(dilation), padding same: "
      + "\(dilation) * (\(kernel) - 1) = \(reach - 1) zeros"
    guard (reach - 1) % 2 == 0 else {
      return .arithmetic("\(zeros) are an odd number, but both sides get as many", options: ["kernel"])
    }
    return padding > Self.largestPadding
      ? .arithmetic(
        "\(zeros) are more than \(Self.largestPadding) on each side",
        options: dilation > kernel ? ["dilation", "kernel"] : ["kernel", "dilation"]) : nil
  }
}

/// A window that slides over images `[channels, height, width]` or sequences `[time, features]`.
struct SlidingWindow: Equatable, Sendable {
  /// Channels of what it slides over; features of a sequence.
  var channels: Int
  /// Along the height; of a sequence a single row.
  var vertical: WindowAxis
  /// Along the width; of a sequence along time.
  var horizontal: WindowAxis
  /// Channels that come out.
  var outputs: Int
  /// Parts of the channels that do not see each other.
  var groups = 1
  /// Whether channels are the last axis, as in sequences.
  var isSequence = false

  /// The axes along which it slides, with what errors call their sizes.
  var namedAxes: [(name: String, axis: WindowAxis)] {
    isSequence ? [("length", horizontal)] : [("height", vertical), ("width", horizontal)]
  }
  /// Places of the window.
  var places: Int { vertical.places * horizontal.places }
  /// Numbers of one channel of the input.
  var pixels: Int { vertical.size * horizontal.size }
  /// Numbers of a window in one channel.
  var area: Int { vertical.kernel * horizontal.kernel }
  /// Shape of one sample that it slides over.
  var inputShape: [Int] {
    isSequence ? [horizontal.size, channels] : [channels, vertical.size, horizontal.size]
  }
  /// Shape of one sample that comes out.
  var outputShape: [Int] {
    isSequence ? [horizontal.places, outputs] : [outputs, vertical.places, horizontal.places]
  }

  /// Checks that the window fits, and that all products of sizes can be counted.
  ///
  /// - Throws: `layerShape` with the arithmetic, `memory`.
  func check(_ layer: LayerSettings, input: [Int]) throws(EngineError) {
    for (name, axis) in namedAxes {
      guard let problem = axis.problem(name) else { continue }
      throw .layerShape(layer: layer.name, kind: layer.kind, input: input, problem: problem)
    }
    try checkGroups(layer, input: input, counts: [(channels, "input"), (outputs, "output")])
    let layout = ArenaLayout(limit: Model.defaultMemoryLimit)
    _ = try layout.product(outputShape)
    _ = try layout.product([channels, vertical.kernel, horizontal.kernel, outputs])
  }

  /// Checks that groups divide the channels on both sides.
  ///
  /// - Throws: `layerShape` with the arithmetic.
  func checkGroups(_ layer: LayerSettings, input: [Int], counts: [(Int, String)]) throws(EngineError) {
    for (count, name) in counts where count % groups != 0 {
      let text = "\(count) \(name) channels, groups \(groups): \(count) / \(groups) is not whole"
      throw .layerShape(
        layer: layer.name, kind: layer.kind, input: input,
        problem: .arithmetic(text, options: ["groups", "size"]))
    }
  }
}
