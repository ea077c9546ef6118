/// The mean of each channel, as PyTorch's AdaptiveAvgPool2d(1) and a flatten.
struct GlobalAvgPoolLayer: PoolingKind {
  /// All that is said of it.
  let specification = Specification(
    name: "global_avg_pool", aliases: ["global_average_pool"],
    summary: "Takes the mean of each channel of an image: [channels, height, width] becomes [channels].",
    formula: "out[c] = mean over y, x of in[c, y, x]", source: "Lin, Chen, Yan 2013, arXiv:1312.4400",
    example: "data noise features=64; layer reshape [4, 4, 4]; layer global_avg_pool")
  /// The mean.
  let pooling = Pooling.average

  /// As large as the image.
  func window(of layer: LayerSettings, input: [Int]) -> SlidingWindow {
    let axes = input.dropFirst().map { WindowAxis(size: $0, kernel: $0) }
    return SlidingWindow(channels: input[0], vertical: axes[0], horizontal: axes[1], outputs: input[0])
  }

  /// One number a channel.
  func outputShape(of window: SlidingWindow) -> [Int] { [window.channels] }
}
