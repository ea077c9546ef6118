/// Each channel of an image has filters of its own: a convolution with as many groups as channels.
struct DepthwiseLayer: ConvolutionKind {
  /// All that is said of it.
  let specification = Specification(
    name: "depthwise", aliases: ["depthwise_conv2d"],
    summary: "Each channel of an image is filtered by itself; a size is a multiple of the channels.",
    formula: "conv2d with groups = channels, weight [out, 1, kernel height, kernel width]",
    source: "PyTorch Conv2d with groups = in_channels",
    options: [.kernel(default: 3, axes: 2)] + OptionSpecification.convolution(axes: 2) + [
      .bias, .rateFactor,
    ],
    notes: [Specification.rectangles("layer depthwise kernel=[1, 7] padding=same")],
    example:
      "data noise features=25; layer reshape [1, 5, 5]; layer conv2d 2 kernel=1; layer depthwise relu kernel=[3, 1]"
  )
  /// Its size is the number of channels that come out; those that come in without one.
  let sizeRule = LayerWord.optional
  /// Channels, height and width.
  let inputAxes = 3
  /// It goes by its own name.
  let stem = "depthwise"

  /// Each axis with its own numbers.
  func window(of layer: LayerSettings, input: [Int]) -> SlidingWindow {
    SlidingWindow(
      channels: input[0], vertical: layer.options.axis(input[1], .vertical),
      horizontal: layer.options.axis(input[2], .horizontal),
      outputs: layer.size ?? input[0], groups: input[0])
  }
}
