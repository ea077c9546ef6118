/// Filters slide along sequences, as PyTorch's Conv1d but for the order of the axes.
struct Conv1dLayer: ConvolutionKind {
  /// All that is said of it.
  let specification = Specification(
    name: "conv1d",
    summary:
      "Filters slide along sequences [time, features], where PyTorch has [channels, length]; each gives a feature.",
    formula:
      "out[t, o] = phi(b[o] + sum over c, i of W[o, c, i] in[t*stride + i*dilation - padding, c]), "
      + "weight [out, in/groups, kernel]",
    source: "PyTorch Conv1d",
    options: [.kernel(default: 3, axes: 1)] + OptionSpecification.convolution(axes: 1) + [
      .groups, .bias, .rateFactor,
    ],
    example: "data noise features=20; layer reshape [10, 2]; layer conv1d 4 tanh kernel=3; layer flatten")
  /// Its size is the number of features that come out.
  let sizeRule = LayerWord.required
  /// Time and features.
  let inputAxes = 2

  /// One row as long as time.
  func window(of layer: LayerSettings, input: [Int]) -> SlidingWindow {
    SlidingWindow(
      channels: input[1], vertical: WindowAxis(size: 1),
      horizontal: layer.options.axis(input[0], .horizontal),
      outputs: layer.size ?? 0, groups: layer.options.integer("groups", else: 1), isSequence: true)
  }
}
