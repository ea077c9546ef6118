import CKernels
import Testing

extension Kernels {
  @Suite("Sliding windows")
  struct Windows {
    /// A random window that fits; all axes of different sizes.
    static func window(_ random: inout Random) -> il_window {
      func draw(_ count: Int) -> Int64 { Int64(random.next() % UInt64(count)) }
      while true {
        var w = il_window()
        w.groups = 1 + draw(3)
        (w.channels, w.outputs) = (w.groups * (1 + draw(3)), w.groups * (1 + draw(4)))
        (w.height, w.width) = (1 + draw(8), 1 + draw(9))
        (w.kernel_height, w.kernel_width) = (1 + draw(4), 1 + draw(4))
        (w.stride_height, w.stride_width) = (1 + draw(3), 1 + draw(3))
        (w.padding_height, w.padding_width) = (draw(3), draw(3))
        (w.dilation_height, w.dilation_width) = (1 + draw(2), 1 + draw(3))
        w.channels_last = draw(2) == 0
        let down = w.height + 2 * w.padding_height - w.dilation_height * (w.kernel_height - 1) - 1
        let right = w.width + 2 * w.padding_width - w.dilation_width * (w.kernel_width - 1) - 1
        guard down >= 0, right >= 0 else { continue }
        w.out_height = down / w.stride_height + 1
        w.out_width = right / w.stride_width + 1
        return w
      }
    }

    /// Calls a body for every term: places of x, weight and y that belong together.
    static func terms(_ w: il_window, rows: Int, _ body: (_ x: Int, _ weight: Int, _ y: Int) -> Void) {
      let (inputs, outputs) = (w.channels / w.groups, w.outputs / w.groups)
      func place(_ channel: Int64, _ row: Int64, _ column: Int64, _ sizes: (Int64, Int64, Int64)) -> Int64 {
        w.channels_last
          ? (row * sizes.2 + column) * sizes.0 + channel : (channel * sizes.1 + row) * sizes.2 + column
      }
      for n in 0..<Int64(rows) {
        for o in 0..<w.outputs {
          for p in 0..<w.out_height * w.out_width {
            for tap in 0..<inputs * w.kernel_height * w.kernel_width {
              let (i, j) = (tap / w.kernel_width % w.kernel_height, tap % w.kernel_width)
              let channel = o / outputs * inputs + tap / (w.kernel_height * w.kernel_width)
              let row = p / w.out_width * w.stride_height + i * w.dilation_height - w.padding_height
              let column = p % w.out_width * w.stride_width + j * w.dilation_width - w.padding_width
              guard (0..<w.height).contains(row), (0..<w.width).contains(column) else { continue }
              let x = place(channel, row, column, (w.channels, w.height, w.width))
              let y = place(o, p / w.out_width, p % w.out_width, (w.outputs, w.out_height, w.out_width))
              body(
                Int(n * w.channels * w.height * w.width + x),
                Int(o * inputs * w.kernel_height * w.kernel_width + tap),
                Int(n * w.outputs * w.out_height * w.out_width + y))
            }
          }
        }
      }
    }

    static func isNear(_ found: [Double], _ expected: [Double]) -> Bool {
      zip(found, expected).allSatisfy { abs($0 - $1) < 1e-12 }
    }

    @Test("a convolution and its derivatives are the loops of their definition", arguments: 0..<60)
    func convolution(seed: Int) {
      var random = Random(UInt64(seed))
      var w = Self.window(&random)
      let rows = seed % 4
      let taps = Int(w.channels / w.groups * w.kernel_height * w.kernel_width)
      let x: [Double] = values(rows * Int(w.channels * w.height * w.width), seed: 1)
      let weight: [Double] = values(Int(w.outputs) * taps, seed: 2)
      let dy: [Double] = values(rows * Int(w.outputs * w.out_height * w.out_width), seed: 3)
      var y = [Double](repeating: 0, count: dy.count)
      var dx = [Double](repeating: 0, count: x.count)
      var dweight = [Double](repeating: 0, count: weight.count)
      Self.terms(w, rows: rows) { place, tap, out in
        y[out] += weight[tap] * x[place]
        dx[place] += weight[tap] * dy[out]
        dweight[tap] += dy[out] * x[place]
      }
      for level in [IL_SCALAR_REFERENCE] + fastLevels {
        using(level) {
          var found = [Double](repeating: .nan, count: y.count)
          il_convolve(IL_FLOAT64, &w, Int64(rows), x, weight, nil, &found)
          #expect(Self.isNear(found, y))
          found = [Double](repeating: .nan, count: dx.count)
          il_convolve_to_input(IL_FLOAT64, &w, Int64(rows), dy, weight, nil, &found)
          #expect(Self.isNear(found, dx))
          found = [Double](repeating: .nan, count: dweight.count)
          il_convolve_to_weight(IL_FLOAT64, &w, Int64(rows), x, dy, &found)
          #expect(Self.isNear(found, dweight))
        }
      }
    }

    /// All results on one window, with a bias on both sides.
    static func results<T: KernelScalar>(_ seed: Int, _: T.Type) -> [T] {
      var random = Random(UInt64(seed))
      var w = window(&random)
      let rows = 5
      let x: [T] = values(rows * Int(w.channels * w.height * w.width), seed: 1)
      let weight: [T] = values(
        Int(w.outputs * (w.channels / w.groups) * w.kernel_height * w.kernel_width), seed: 2)
      let dy: [T] = values(rows * Int(w.outputs * w.out_height * w.out_width), seed: 3)
      let bias: [T] = values(Int(max(w.channels, w.outputs)), seed: 4)
      var (y, dx, dweight) = (dy, x, weight)
      il_convolve(T.code, &w, Int64(rows), x, weight, bias, &y)
      il_convolve_to_input(T.code, &w, Int64(rows), dy, weight, bias, &dx)
      il_convolve_to_weight(T.code, &w, Int64(rows), x, dy, &dweight)
      var sums = [T](repeating: 0, count: Int(w.outputs))
      il_sum_channels(T.code, Int64(rows), w.outputs, w.out_height * w.out_width, dy, &sums)
      return y + dx + dweight + sums
    }

    @Test("every instruction set gives the same bits", arguments: 0..<60)
    func bits(seed: Int) {
      expectReferenceBits("window \(seed), float32") { Self.results(seed, Float.self) }
      expectReferenceBits("window \(seed), float64") { Self.results(seed, Double.self) }
    }

    @Test("pooling takes the largest number or the mean; NaN wins, padding never does")
    func pooling() {
      var w = il_window()
      (w.channels, w.height, w.width, w.groups) = (1, 2, 3, 1)
      (w.kernel_height, w.kernel_width, w.stride_height, w.stride_width) = (2, 2, 1, 2)
      (w.padding_height, w.padding_width, w.out_height, w.out_width) = (1, 1, 3, 2)
      let x: [Double] = [-1, -2, -3, -4, .nan, -6]
      var y = [Double](repeating: 0, count: 6)
      il_max_pool(IL_FLOAT64, &w, 1, x, &y)
      #expect(sameBits(y, [-1, -2, -1, .nan, -4, .nan]))
      il_average_pool(IL_FLOAT64, &w, 1, [1.0, 2, 3, 4, 5, 6], &y)
      #expect(y == [0.25, 1.25, 1.25, 4, 1, 2.75])
      var dx = [Double](repeating: .nan, count: 6)
      il_max_pool_backward(IL_FLOAT64, &w, 1, [1.0, 2, 2, 4, 1, 1], [1.0, 2, 4, 8, 16, 32], &dx)
      #expect(dx == [1, 10, 0, 20, 32, 0])
      il_average_pool_backward(IL_FLOAT64, &w, 1, [4.0, 8, 4, 8, 4, 8], &dx)
      #expect(dx == [2, 4, 4, 2, 4, 4])
      il_max_pool(IL_FLOAT64, &w, 0, [Double](), &y)
      il_average_pool_backward(IL_FLOAT64, &w, 0, [Double](), &dx)
    }
  }
}
