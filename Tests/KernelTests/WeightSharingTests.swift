import CKernels
import Testing

extension Kernels.Convolutions {
  /// A window of one kernel and padding on both axes, stride 1.
  static func square(
    channels: Int64, size: Int64, outputs: Int64, kernel: Int64, padding: Int64
  ) -> il_window {
    let places = size + 2 * padding - kernel + 1
    return il_window(
      channels: channels, height: size, width: size, outputs: outputs, groups: 1, kernel_height: kernel,
      kernel_width: kernel, stride_height: 1, stride_width: 1, padding_height: padding,
      padding_width: padding,
      dilation_height: 1, dilation_width: 1, out_height: places, out_width: places, channels_last: false)
  }

  /// What threads sum by chunks: many blocks of them, copies that end within one, samples beyond a copy, sources
  /// that need none, sums of which there is room for few.
  static let shared: [(window: il_window, rows: Int)] = [
    (square(channels: 1, size: 28, outputs: 6, kernel: 5, padding: 2), 31),
    (square(channels: 2, size: 90, outputs: 3, kernel: 3, padding: 1), 2),
    (square(channels: 6, size: 14, outputs: 16, kernel: 5, padding: 0), 40),
    (square(channels: 16, size: 8, outputs: 33, kernel: 3, padding: 1), 37),
    (square(channels: 40, size: 8, outputs: 70, kernel: 3, padding: 1), 40),
  ]

  private func check<T: KernelScalar>(_ window: il_window, _ rows: Int, _: T.Type) {
    let problem = Problem<T>(window, rows: rows, seed: 5)
    il_threads_set(1)
    let expected = using(IL_SCALAR_REFERENCE) { problem.results().dweight }
    defer { il_threads_set(1) }
    for threads: Int32 in 1...5 {
      il_threads_set(threads)
      // Who takes which block is left to chance.
      for _ in 0..<8 { #expect(sameBits(problem.results().dweight, expected), "\(threads) threads") }
    }
  }

  @Test("sums that threads add in turn are one chain each, whoever takes which chunks", arguments: 0..<5)
  func blocks(index: Int) {
    let (window, rows) = Self.shared[index]
    check(window, rows, Float.self)
    check(window, rows, Double.self)
  }
}
