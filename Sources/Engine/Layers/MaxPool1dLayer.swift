/// The largest number under a window of a sequence, as PyTorch's MaxPool1d but for the order of the axes.
struct MaxPool1dLayer: PoolingKind {
  /// All that is said of it.
  let specification = Specification(
    name: "max_pool1d", aliases: ["maxpool1d"],
    summary: "Takes the largest number under a window, feature by feature of a sequence.",
    formula: "out[t, c] = max of in[t*stride + i - padding, c]; the gradient goes to the first maximum",
    source: "PyTorch MaxPool1d", options: OptionSpecification.pooling(axes: 1),
    example: "data noise features=20; layer reshape [10, 2]; layer max_pool1d 2; layer flatten")
  /// `max_pool1d 2` is `max_pool1d kernel=2`.
  let firstOption: String? = "kernel"
  /// The largest.
  let pooling = Pooling.maximum
  /// It goes by the name of pooling, as conv1d does by that of convolutions.
  let stem = "max_pool"
  /// Time and features.
  let inputAxes = 2

  /// As the options say.
  func window(of layer: LayerSettings, input: [Int]) -> SlidingWindow {
    layer.options.poolingWindow(time: input[0], features: input[1])
  }
}
