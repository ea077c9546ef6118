/// The largest number under a window, as PyTorch's MaxPool2d.
struct MaxPoolLayer: PoolingKind {
  /// All that is said of it.
  let specification = Specification(
    name: "max_pool", aliases: ["max_pool2d", "maxpool"],
    summary: "Takes the largest number under a window, channel by channel.",
    formula:
      "out[c, y, x] = max of in[c, y*stride + i - padding, ...]; the gradient goes to the first maximum",
    source: "PyTorch MaxPool2d", options: OptionSpecification.pooling(axes: 2),
    notes: [Specification.rectangles("layer max_pool [1, 2]")],
    example: "data noise features=64; layer reshape [1, 8, 8]; layer max_pool 2")
  /// `max_pool 2` is `max_pool kernel=2`.
  let firstOption: String? = "kernel"
  /// The largest.
  let pooling = Pooling.maximum

  /// As the options say.
  func window(of layer: LayerSettings, input: [Int]) -> SlidingWindow { layer.options.poolingWindow(input) }
}
