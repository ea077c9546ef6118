/// The largest number of each channel, as PyTorch's AdaptiveMaxPool2d(1) and a flatten.
struct GlobalMaxPoolLayer: PoolingKind {
  /// All that is said of it.
  let specification = Specification(
    name: "global_max_pool", aliases: ["global_maximum_pool"],
    summary:
      "Takes the largest number of each channel of an image: [channels, height, width] becomes [channels].",
    formula: "out[c] = max over y, x of in[c, y, x]; the gradient goes to the first maximum",
    source: "PyTorch AdaptiveMaxPool2d(1)",
    example: "data noise features=64; layer reshape [4, 4, 4]; layer global_max_pool")
  /// The largest.
  let pooling = Pooling.maximum

  /// As large as the image.
  func window(of layer: LayerSettings, input: [Int]) -> SlidingWindow {
    let axes = input.dropFirst().map { WindowAxis(size: $0, kernel: $0) }
    return SlidingWindow(channels: input[0], vertical: axes[0], horizontal: axes[1], outputs: input[0])
  }

  /// One number a channel.
  func outputShape(of window: SlidingWindow) -> [Int] { [window.channels] }
}
