/// Each step of a sequence is spread by filters, as PyTorch's ConvTranspose1d but for the order of the axes.
struct ConvTranspose1dLayer: ConvolutionKind {
  /// All that is said of it.
  let specification = Specification(
    name: "conv_transpose1d", aliases: ["transposed_conv1d", "conv1d_transpose"],
    summary:
      "Filters spread each step of a sequence [time, features] over a longer one: the transpose of conv1d.",
    formula:
      "out[t, o] = phi(b[o] + sum of W[c, o, i] in[q, c] over q*stride + i*dilation - padding = t), "
      + "weight [in, out/groups, kernel], "
      + "length (in - 1) stride - 2 padding + dilation (kernel - 1) + output_padding + 1",
    source: "PyTorch ConvTranspose1d",
    options: [.kernel(default: 3, axes: 1)] + OptionSpecification.transposedConvolution(axes: 1)
      + [.groups, .bias, .rateFactor],
    example:
      "data noise features=8; layer reshape [4, 2]; layer conv_transpose1d 3 tanh stride=2; layer flatten")
  /// Its size is the number of features that come out.
  let sizeRule = LayerWord.required
  /// Time and features.
  let inputAxes = 2
  /// The window slides over what comes out.
  let isTransposed = true

  /// One row as long as time.
  func window(of layer: LayerSettings, input: [Int]) -> SlidingWindow {
    SlidingWindow(
      channels: layer.size ?? 0, vertical: WindowAxis(size: 1),
      horizontal: layer.options.transposedAxis(input[0], .horizontal), outputs: input[1],
      groups: layer.options.integer("groups", else: 1), isSequence: true)
  }
}
