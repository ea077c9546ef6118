/// Filters slide over images, as PyTorch's Conv2d.
struct Conv2dLayer: ConvolutionKind {
  /// All that is said of it.
  let specification = Specification(
    name: "conv2d", aliases: ["convolution", "conv"],
    summary: "Filters slide over images [channels, height, width]; each gives a channel.",
    formula:
      "out[o, y, x] = phi(b[o] + sum over c, i, j of W[o, c, i, j] in[c, y*stride + i*dilation - padding, ...]), "
      + "weight [out, in/groups, kernel height, kernel width], size floor((in + 2 padding - dilation (kernel - 1) - 1) / stride) + 1",
    source: "PyTorch Conv2d",
    options: [.kernel(default: 3, axes: 2)] + OptionSpecification.convolution(axes: 2) + [
      .groups, .bias, .rateFactor,
    ],
    notes: [Specification.rectangles("layer conv2d 4 kernel=[3, 5] padding=[1, 2]")],
    example: "data noise features=64; layer reshape [1, 8, 8]; layer conv2d 4 relu kernel=3 padding=1")
  /// Its size is the number of channels that come out.
  let sizeRule = LayerWord.required
  /// Channels, height and width.
  let inputAxes = 3

  /// Each axis with its own numbers.
  func window(of layer: LayerSettings, input: [Int]) -> SlidingWindow {
    SlidingWindow(
      channels: input[0], vertical: layer.options.axis(input[1], .vertical),
      horizontal: layer.options.axis(input[2], .horizontal),
      outputs: layer.size ?? 0, groups: layer.options.integer("groups", else: 1))
  }
}
