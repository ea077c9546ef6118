import CKernels
import Testing

extension Kernels {
  @Suite("Pooling")
  struct Poolings {
    /// A random window whose padding is at most half the kernel.
    static func window(_ seed: Int) -> il_window {
      var random = Random(UInt64(seed))
      func draw(_ count: Int64) -> Int64 { Int64(random.next() % UInt64(count)) }
      while true {
        var w = il_window()
        (w.groups, w.channels, w.height, w.width) = (1, 1 + draw(19), 1 + draw(11), 1 + draw(39))
        (w.kernel_height, w.kernel_width) = (1 + draw(4), 1 + draw(4))
        (w.stride_height, w.stride_width) = (1 + draw(4), 1 + draw(4))
        (w.padding_height, w.padding_width) = (draw(w.kernel_height / 2 + 1), draw(w.kernel_width / 2 + 1))
        switch seed % 4 {
        case 0:
          (w.kernel_height, w.kernel_width, w.stride_height, w.stride_width) = (2, 2, 2, 2)
          (w.padding_height, w.padding_width) = (0, 0)
        case 1:
          (w.kernel_height, w.kernel_width, w.padding_height, w.padding_width) = (w.height, w.width, 0, 0)
        default: break
        }
        (w.dilation_height, w.dilation_width, w.channels_last) = (1, 1, draw(2) == 0)
        let down = w.height + 2 * w.padding_height - w.kernel_height
        let right = w.width + 2 * w.padding_width - w.kernel_width
        guard down >= 0, right >= 0 else { continue }
        (w.out_height, w.out_width) = (down / w.stride_height + 1, right / w.stride_width + 1)
        return w
      }
    }

    /// Calls a body for every place with the numbers under the window there, in row-major order.
    static func places(_ w: il_window, rows: Int, _ body: (_ place: Int, _ numbers: [Int]) -> Void) {
      func at(_ n: Int64, _ c: Int64, _ row: Int64, _ column: Int64, _ height: Int64, _ width: Int64) -> Int {
        Int(
          n * w.channels * height * width
            + (w.channels_last
              ? (row * width + column) * w.channels + c : (c * height + row) * width + column))
      }
      for n in 0..<Int64(rows) {
        for c in 0..<w.channels {
          for p in 0..<w.out_height * w.out_width {
            let (top, left) = (
              p / w.out_width * w.stride_height - w.padding_height,
              p % w.out_width * w.stride_width - w.padding_width
            )
            var numbers: [Int] = []
            for row in max(0, top)..<min(w.height, top + w.kernel_height) {
              for column in max(0, left)..<min(w.width, left + w.kernel_width) {
                numbers.append(at(n, c, row, column, w.height, w.width))
              }
            }
            body(at(n, c, p / w.out_width, p % w.out_width, w.out_height, w.out_width), numbers)
          }
        }
      }
    }

    @Test(
      "pooling and its derivative are their loops, bit for bit, on every instruction set", arguments: 0..<80)
    func loops(seed: Int) {
      var w = Self.window(seed)
      let rows = 1 + seed % 3
      var random = Random(UInt64(seed) + 99)
      // Few different numbers, so that many are largest together; some are none.
      let x: [Float] = (0..<rows * Int(w.channels * w.height * w.width)).map { _ in
        random.next() % 40 == 0 ? .nan : Float(random.next() % 9) - 4
      }
      let dy: [Float] = (0..<rows * Int(w.channels * w.out_height * w.out_width)).map { _ in
        random.next() % 5 == 0 ? -0.0 : Float(random.signed())
      }
      let area = Float(w.kernel_height * w.kernel_width)
      var (largest, mean) = (dy, dy)
      var (toLargest, toMean) = (x.map { _ in Float(0) }, x.map { _ in Float(0) })
      Self.places(w, rows: rows) { place, numbers in
        let best = numbers.dropFirst().reduce(numbers[0]) { x[$1] > x[$0] || x[$1].isNaN ? $1 : $0 }
        largest[place] = x[best]
        toLargest[best] += dy[place]
        mean[place] = numbers.reduce(0) { $0 + x[$1] } / area
        for number in numbers { toMean[number] += dy[place] / area }
      }
      for level in [IL_SCALAR_REFERENCE] + fastLevels {
        for threads in [1, 3] {
          il_threads_set(Int32(threads))
          using(level) {
            var (y, dx) = (dy.map { _ in Float.nan }, x.map { _ in Float.nan })
            il_max_pool(IL_FLOAT32, &w, Int64(rows), x, &y)
            #expect(sameBits(y, largest), "largest, level \(level.rawValue)")
            il_max_pool_backward(IL_FLOAT32, &w, Int64(rows), x, dy, &dx)
            #expect(sameBits(dx, toLargest), "to largest, level \(level.rawValue)")
            il_average_pool(IL_FLOAT32, &w, Int64(rows), x, &y)
            #expect(sameBits(y, mean), "mean, level \(level.rawValue)")
            il_average_pool_backward(IL_FLOAT32, &w, Int64(rows), dy, &dx)
            #expect(sameBits(dx, toMean), "to mean, level \(level.rawValue)")
          }
        }
      }
      il_threads_set(1)
    }
  }
}
