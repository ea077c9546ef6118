/// Each number of an image is spread by filters, as PyTorch's ConvTranspose2d.
struct ConvTranspose2dLayer: ConvolutionKind {
  /// All that is said of it.
  let specification = Specification(
    name: "conv_transpose2d", aliases: ["transposed_conv2d", "conv_transpose", "conv2d_transpose"],
    summary: "Filters spread each number of an image over a larger one: the transpose of conv2d.",
    formula:
      "out[o, y, x] = phi(b[o] + sum of W[c, o, i, j] in[c, q, r] over q*stride + i*dilation - padding = y, ...), "
      + "weight [in, out/groups, kernel height, kernel width], "
      + "size (in - 1) stride - 2 padding + dilation (kernel - 1) + output_padding + 1",
    source: "PyTorch ConvTranspose2d; Zeiler et al. 2010",
    options: [.kernel(default: 3, axes: 2)] + OptionSpecification.transposedConvolution(axes: 2)
      + [.groups, .bias, .rateFactor],
    notes: [Specification.rectangles("layer conv_transpose2d 2 kernel=[2, 3] stride=[2, 3]")],
    example:
      "data noise features=16; layer reshape [1, 4, 4]; layer conv_transpose2d 2 relu kernel=[2, 3] stride=[2, 1]"
  )
  /// Its size is the number of channels that come out.
  let sizeRule = LayerWord.required
  /// Channels, height and width.
  let inputAxes = 3
  /// The window slides over what comes out.
  let isTransposed = true

  /// Each axis with its own numbers.
  func window(of layer: LayerSettings, input: [Int]) -> SlidingWindow {
    SlidingWindow(
      channels: layer.size ?? 0, vertical: layer.options.transposedAxis(input[1], .vertical),
      horizontal: layer.options.transposedAxis(input[2], .horizontal), outputs: input[0],
      groups: layer.options.integer("groups", else: 1))
  }
}
