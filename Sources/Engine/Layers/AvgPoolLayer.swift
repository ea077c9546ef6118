/// The mean under a window, as PyTorch's AvgPool2d.
struct AvgPoolLayer: PoolingKind {
  /// All that is said of it.
  let specification = Specification(
    name: "avg_pool", aliases: ["avg_pool2d", "avgpool", "average_pool"],
    summary: "Takes the mean under a window, channel by channel; padding counts as zeros.",
    formula: "out[c, y, x] = sum of in[c, y*stride + i - padding, ...] / (kernel height * kernel width)",
    source: "PyTorch AvgPool2d",
    options: OptionSpecification.pooling(axes: 2),
    notes: [Specification.rectangles("layer avg_pool [2, 4] stride=[1, 2]")],
    example: "data noise features=64; layer reshape [1, 8, 8]; layer avg_pool [2, 4]")
  /// `avg_pool 2` is `avg_pool kernel=2`.
  let firstOption: String? = "kernel"
  /// The mean.
  let pooling = Pooling.average

  /// As the options say.
  func window(of layer: LayerSettings, input: [Int]) -> SlidingWindow { layer.options.poolingWindow(input) }
}
