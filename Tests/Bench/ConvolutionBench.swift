import CKernels

/// Times convolutions alone, in float32, each beside the raw peak of the moment.
struct ConvolutionBench {
  private let options: BenchOptions
  private let timer: KernelTimer

  /// Takes what was asked for.
  init(_ options: BenchOptions) {
    self.options = options
    timer = KernelTimer(threads: options.threads)
  }

  /// GFLOP/s of each, and its share of the peak.
  func measure() -> [Measurement] {
    il_threads_set(Int32(options.threads))
    defer { il_threads_set(1) }
    return ConvolutionCase.all.flatMap { problem in
      problem.calls().flatMap { measure("\(problem.name)_\($0.name)", problem.operations, $0.call) }
    }
  }

  private func measure(_ name: String, _ operations: Double, _ call: () -> Void) -> [Measurement] {
    var rates: [Double] = []
    var shares: [Double] = []
    for _ in 0..<options.rounds {
      let peak = timer.peak
      let rate = operations / timer.seconds(call) / 1e9
      rates.append(rate)
      shares.append(rate / peak)
    }
    return [
      Measurement(name: name, unit: "GFLOP/s", values: rates, goal: .none),
      Measurement(name: "\(name)_of_peak", unit: "ratio", values: shares, goal: .none),
    ]
  }
}

/// A convolution's shape; names as in peers/convolutions.py.
private struct ConvolutionCase {
  let name: String
  let rows, channels, size, outputs, kernel, padding, stride: Int
  var groups = 1

  var places: Int { (size + 2 * padding - kernel) / stride + 1 }
  var operations: Double {
    2 * Double(rows * outputs * places * places * (channels / groups) * kernel * kernel)
  }

  static let all = [
    ConvolutionCase(
      name: "lenet_1", rows: 64, channels: 1, size: 28, outputs: 6, kernel: 5, padding: 2, stride: 1),
    ConvolutionCase(
      name: "lenet_2", rows: 64, channels: 6, size: 14, outputs: 16, kernel: 5, padding: 0, stride: 1),
    ConvolutionCase(
      name: "resnet_1", rows: 32, channels: 16, size: 32, outputs: 16, kernel: 3, padding: 1, stride: 1),
    ConvolutionCase(
      name: "resnet_2_stride", rows: 32, channels: 16, size: 32, outputs: 32, kernel: 3, padding: 1, stride: 2
    ),
    ConvolutionCase(
      name: "resnet_2", rows: 32, channels: 32, size: 16, outputs: 32, kernel: 3, padding: 1, stride: 1),
    ConvolutionCase(
      name: "resnet_3", rows: 32, channels: 64, size: 8, outputs: 64, kernel: 3, padding: 1, stride: 1),
    ConvolutionCase(
      name: "pointwise", rows: 32, channels: 64, size: 16, outputs: 64, kernel: 1, padding: 0, stride: 1),
    ConvolutionCase(
      name: "depthwise", rows: 32, channels: 64, size: 16, outputs: 64, kernel: 3, padding: 1, stride: 1,
      groups: 64),
    ConvolutionCase(
      name: "vgg_one_image", rows: 1, channels: 64, size: 112, outputs: 64, kernel: 3, padding: 1, stride: 1),
  ]

  private var window: il_window {
    il_window(
      channels: Int64(channels), height: Int64(size), width: Int64(size), outputs: Int64(outputs),
      groups: Int64(groups), kernel_height: Int64(kernel), kernel_width: Int64(kernel),
      stride_height: Int64(stride), stride_width: Int64(stride), padding_height: Int64(padding),
      padding_width: Int64(padding), dilation_height: 1, dilation_width: 1, out_height: Int64(places),
      out_width: Int64(places), channels_last: false)
  }

  /// The three directions on operands of their own.
  func calls() -> [(name: String, call: () -> Void)] {
    let x = BenchNumbers.some(rows * channels * size * size)
    let y = BenchNumbers.some(rows * outputs * places * places)
    let weight = BenchNumbers.some(outputs * channels / groups * kernel * kernel)
    let result = BenchNumbers.some(max(x.count, y.count, weight.count))
    var w = window
    let count = Int64(rows)
    return [
      ("forward", { il_convolve(IL_FLOAT32, &w, count, x.start, weight.start, nil, result.start) }),
      ("to_input", { il_convolve_to_input(IL_FLOAT32, &w, count, y.start, weight.start, nil, result.start) }),
      ("to_weight", { il_convolve_to_weight(IL_FLOAT32, &w, count, x.start, y.start, result.start) }),
    ]
  }
}
