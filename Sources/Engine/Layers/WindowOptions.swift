import InitKit

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

  /// What transposed convolutions share behind `kernel`.
  static let transposedConvolution: [OptionSpecification] = [
    .integer("stride", aliases: ["strides"], default: 1, in: sizes, help: "steps between places"),
    .integer(
      "padding", aliases: ["pad"], default: 0, in: 0...1_000_000, help: "numbers cut off on each side"),
    .integer(
      "output_padding", default: 0, in: 0...1_000_000,
      help: "numbers added behind, fewer than stride or dilation"),
    .integer("dilation", aliases: ["dilation_rate"], default: 1, in: sizes, help: "steps between taps"),
  ]

  /// Parts of the channels that do not see each other.
  static let groups = integer(
    "groups", default: 1, in: sizes, help: "parts of the channels that do not see each other")

  /// Whether a bias is added.
  static let bias = boolean(
    "bias", aliases: ["use_bias"], default: true, help: "whether a bias is added to the sums")

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
  /// An axis of a size under the options of a window.
  func axis(_ size: Int) -> WindowAxis {
    WindowAxis(
      size: size, kernel: integer("kernel", else: 1), stride: integer("stride", else: 1),
      padding: integer("padding", else: 0), dilation: integer("dilation", else: 1))
  }

  /// An axis of the result of a transposed convolution whose input has so many places:
  /// (places - 1) stride - 2 padding + dilation (kernel - 1) + output_padding + 1.
  func transposedAxis(_ places: Int) -> WindowAxis {
    var axis = axis(0)
    axis.givenPlaces = places
    axis.size =
      (places - 1) * axis.stride - 2 * axis.padding + axis.reach + integer("output_padding", else: 0)
    return axis
  }

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

  /// A window over each feature of a sequence.
  func poolingWindow(time: Int, features: Int) -> SlidingWindow {
    let kernel = integer("kernel", else: 1)
    let axis = WindowAxis(
      size: time, kernel: kernel, stride: integer("stride", else: kernel),
      padding: integer("padding", else: 0))
    return SlidingWindow(
      channels: features, vertical: WindowAxis(size: 1), horizontal: axis, outputs: features, isSequence: true
    )
  }
}
