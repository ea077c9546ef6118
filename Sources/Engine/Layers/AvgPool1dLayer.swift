/// The mean under a window of a sequence, as PyTorch's AvgPool1d but for the order of the axes.
struct AvgPool1dLayer: PoolingKind {
  /// All that is said of it.
  let specification = Specification(
    name: "avg_pool1d", aliases: ["avgpool1d", "average_pool1d"],
    summary: "Takes the mean under a window, feature by feature of a sequence; padding counts as zeros.",
    formula: "out[t, c] = sum of in[t*stride + i - padding, c] / kernel",
    source: "PyTorch AvgPool1d", options: OptionSpecification.pooling(axes: 1),
    example: "data noise features=20; layer reshape [10, 2]; layer avg_pool1d 2; layer flatten")
  /// `avg_pool1d 2` is `avg_pool1d kernel=2`.
  let firstOption: String? = "kernel"
  /// The mean.
  let pooling = Pooling.average
  /// It goes by the name of pooling, as conv1d does by that of convolutions.
  let stem = "avg_pool"
  /// Time and features.
  let inputAxes = 2

  /// As the options say.
  func window(of layer: LayerSettings, input: [Int]) -> SlidingWindow {
    layer.options.poolingWindow(time: input[0], features: input[1])
  }
}
