import InitKit

/// Options of windows: a number, or on images a list of two.
extension OptionSpecification {
  /// Sizes of windows are cut here, so that no sum of a few of them overflows.
  private static let sizes = 1...1_000_000
  /// Borders are cut at the same length.
  private static let borders = 0...WindowAxis.largestPadding

  /// A number for each axis of a window.
  private static func window(
    _ name: String, aliases: [String] = [], default value: Int, in range: ClosedRange<Int>, help: String,
    axes: Int, words: [String] = []
  ) -> OptionSpecification {
    OptionSpecification(
      name, aliases: aliases, .integer(range), default: .value(.number(Double(value))), help: help,
      axes: axes,
      words: words)
  }

  /// Taps of a window.
  static func kernel(default value: Int, axes: Int) -> OptionSpecification {
    window(
      "kernel", aliases: ["kernel_size"], default: value, in: sizes,
      help: axes > 1 ? "taps along each axis, or [height, width]" : "taps along time", axes: axes)
  }

  private static func stride(axes: Int) -> OptionSpecification {
    window(
      "stride", aliases: ["strides"], default: 1, in: sizes, help: "steps between places", axes: axes)
  }

  private static func dilation(axes: Int) -> OptionSpecification {
    window(
      "dilation", aliases: ["dilation_rate"], default: 1, in: sizes, help: "steps between taps", axes: axes)
  }

  private static func padding(axes: Int, help: String, words: [String] = []) -> OptionSpecification {
    window("padding", aliases: ["pad"], default: 0, in: borders, help: help, axes: axes, words: words)
  }

  /// What convolutions share behind `kernel`.
  static func convolution(axes: Int) -> [OptionSpecification] {
    [
      stride(axes: axes),
      padding(
        axes: axes,
        help: "zeros on each side; `valid` for none, `same` for as many as keep the size (stride 1)",
        words: [WindowAxis.samePadding, WindowAxis.noPadding]),
      dilation(axes: axes),
    ]
  }

  /// What transposed convolutions share behind `kernel`.
  static func transposedConvolution(axes: Int) -> [OptionSpecification] {
    [
      stride(axes: axes), padding(axes: axes, help: "numbers cut off on each side"),
      window(
        "output_padding", default: 0, in: borders,
        help: "numbers added behind, fewer than stride or dilation", axes: axes),
      dilation(axes: axes),
    ]
  }

  /// Parts of the channels that do not see each other.
  static let groups = integer(
    "groups", default: 1, in: sizes, help: "parts of the channels that do not see each other")

  /// Whether a bias is added.
  static let bias = boolean(
    "bias", aliases: ["use_bias"], default: true, help: "whether a bias is added to the sums")

  /// Options of a window that pools.
  static func pooling(axes: Int) -> [OptionSpecification] {
    [
      .kernel(default: 2, axes: axes),
      OptionSpecification(
        "stride", aliases: ["strides"], .integer(sizes), default: .derived("kernel"),
        help: "steps between places", axes: axes),
      padding(axes: axes, help: "border on each side"),
    ]
  }
}

extension Specification {
  /// What layers with windows over images say of their options; `example` has a list.
  static func rectangles(_ example: String) -> String {
    "What is counted along the axes is one number for both, or a list [height, width]: `\(example)`."
  }
}

extension OptionValues {
  /// An axis of a size under the options of a window.
  func axis(_ size: Int, _ side: WindowSide) -> WindowAxis {
    var axis = WindowAxis(
      size: size, kernel: integer("kernel", side) ?? 1, stride: integer("stride", side) ?? 1,
      padding: integer("padding", side) ?? 0, dilation: integer("dilation", side) ?? 1)
    if values["padding"] == .text(WindowAxis.samePadding) {
      axis.keepsSize = true
      axis.padding = (axis.reach - 1) / 2
    }
    return axis
  }

  /// An axis of the result of a transposed convolution whose input has so many places:
  /// (places - 1) stride - 2 padding + dilation (kernel - 1) + output_padding + 1.
  func transposedAxis(_ places: Int, _ side: WindowSide) -> WindowAxis {
    var axis = axis(0, side)
    axis.givenPlaces = places
    axis.size =
      (places - 1) * axis.stride - 2 * axis.padding + axis.reach + (integer("output_padding", side) ?? 0)
    return axis
  }

  /// An axis under a window that pools; without a stride its places lie side by side.
  private func poolingAxis(_ size: Int, _ side: WindowSide) -> WindowAxis {
    let kernel = integer("kernel", side) ?? 1
    return WindowAxis(
      size: size, kernel: kernel, stride: integer("stride", side) ?? kernel,
      padding: integer("padding", side) ?? 0)
  }

  /// A window over each channel of an image.
  func poolingWindow(_ input: [Int]) -> SlidingWindow {
    SlidingWindow(
      channels: input[0], vertical: poolingAxis(input[1], .vertical),
      horizontal: poolingAxis(input[2], .horizontal), outputs: input[0])
  }

  /// A window over each feature of a sequence.
  func poolingWindow(time: Int, features: Int) -> SlidingWindow {
    SlidingWindow(
      channels: features, vertical: WindowAxis(size: 1), horizontal: poolingAxis(time, .horizontal),
      outputs: features, isSequence: true)
  }
}
