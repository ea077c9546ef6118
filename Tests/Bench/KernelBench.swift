import CKernels
import CPeak

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Times products and convolutions alone, in float32, each beside the raw peak of the moment.
///
/// With one thread the clock is the thread's own, so that other processes disturb less.
struct KernelBench {
  private let threads: Int
  private let rounds: Int

  /// Takes what was asked for.
  init(_ options: BenchOptions) { (threads, rounds) = (options.threads, options.rounds) }

  /// All measurements: GFLOP/s of each, and its share of the peak.
  func measure() -> [Measurement] {
    il_threads_set(Int32(threads))
    defer { il_threads_set(1) }
    return ProductCase.all.flatMap { measure($0.name, $0.operations, goal: 0.9, $0.call()) }
      + ConvolutionCase.all.flatMap { problem in
        problem.calls().flatMap {
          measure("\(problem.name)_\($0.name)", problem.operations, goal: nil, $0.call)
        }
      }
  }

  /// Rate of a call, and the median of its ratios to the peak measured right before.
  private func measure(
    _ name: String, _ operations: Double, goal: Double?, _ call: () -> Void
  ) -> [Measurement] {
    let repeats = max(1, Int(3e7 / operations))
    var rates: [Double] = []
    var shares: [Double] = []
    call()
    for _ in 0..<max(5, rounds) {
      let peak = cpeak_fused_multiply_adds(0.002) * Double(threads)
      let seconds = time { for _ in 0..<repeats { call() } } / Double(repeats)
      rates.append(operations / seconds / 1e9)
      shares.append(operations / seconds / 1e9 / peak)
    }
    return [
      Measurement(name: name, unit: "GFLOP/s", values: rates, goal: .none),
      Measurement(
        name: "\(name)_of_peak", unit: "ratio", values: shares, goal: goal.map { .atLeast($0) } ?? .none),
    ]
  }

  private func time(_ body: () -> Void) -> Double {
    guard threads == 1 else { return ContinuousClock().measure(body) / .seconds(1) }
    let start = cpeak_thread_seconds()
    body()
    return cpeak_thread_seconds() - start
  }
}

/// A product's shape.
private struct ProductCase {
  let name: String
  let m, n, k: Int
  var transposesA = false
  var transposesB = false

  var operations: Double { 2 * Double(m) * Double(n) * Double(k) }

  /// Squares, and what a perceptron of 784-512-512-10 with batch 128 needs.
  static let all = [
    ProductCase(name: "product_512", m: 512, n: 512, k: 512),
    ProductCase(name: "product_1024", m: 1024, n: 1024, k: 1024),
    ProductCase(name: "forward_128x784x512", m: 128, n: 512, k: 784, transposesB: true),
    ProductCase(name: "forward_128x512x512", m: 128, n: 512, k: 512, transposesB: true),
    ProductCase(name: "forward_128x512x10", m: 128, n: 10, k: 512, transposesB: true),
    ProductCase(name: "to_weight_512x128x784", m: 512, n: 784, k: 128, transposesA: true),
    ProductCase(name: "to_weight_10x128x512", m: 10, n: 512, k: 128, transposesA: true),
    ProductCase(name: "to_input_128x512x512", m: 128, n: 512, k: 512),
    ProductCase(name: "to_input_128x10x512", m: 128, n: 512, k: 10),
  ]

  /// The call on operands of its own.
  func call() -> () -> Void {
    let a = BenchNumbers.some(m * k)
    let b = BenchNumbers.some(k * n)
    let c = BenchNumbers.some(m * n)
    return {
      il_gemm(
        IL_FLOAT32, transposesA, transposesB, Int64(m), Int64(n), Int64(k), a.start,
        Int64(transposesA ? m : k), b.start, Int64(transposesB ? k : n), nil, 0, c.start, Int64(n))
    }
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

/// Numbers that live as long as somebody times them, in large pages as a network's are.
private final class BenchNumbers {
  let start: UnsafeMutablePointer<Float>
  let count: Int
  private static let page = 2 << 20

  /// Numbers between 0 and 1, the same each time.
  static func some(_ count: Int) -> BenchNumbers { BenchNumbers(count) }

  private init(_ count: Int) {
    self.count = count
    let bytes = (max(1, count) * MemoryLayout<Float>.stride + Self.page - 1) / Self.page * Self.page
    let block = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: Self.page)
    #if os(Linux)
      _ = madvise(block, bytes, Int32(MADV_HUGEPAGE))
    #endif
    start = block.bindMemory(to: Float.self, capacity: bytes / MemoryLayout<Float>.stride)
    for index in 0..<count { start[index] = Float(index &* 7919 % 1009) / 1009 }
  }

  deinit { start.deallocate() }
}
