import CKernels
import Testing

extension Kernels {
  /// Windows whose height and width have nothing in common, longer than the small ones of the other suites.
  @Suite("Rectangles")
  struct Rectangles {
    /// A long and a short side, in turn; strides, borders and dilations differ between them.
    static func window(_ seed: Int) -> il_window {
      var random = Random(UInt64(seed) + 1000)
      func draw(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(random.next() % UInt64(range.count))
      }
      while true {
        var w = il_window()
        w.groups = draw(1...3)
        (w.channels, w.outputs) = (w.groups * draw(1...3), w.groups * draw(1...3))
        if seed % 4 == 3 { (w.channels, w.outputs) = (w.groups, w.groups) }
        let long = (size: draw(12...37), kernel: draw(5...11), stride: draw(1...3), padding: draw(0...5))
        let short = (size: draw(1...6), kernel: draw(1...3), stride: draw(1...2), padding: draw(0...1))
        let (down, right) = seed % 2 == 0 ? (long, short) : (short, long)
        (w.height, w.width) = (down.size, right.size)
        (w.kernel_height, w.kernel_width) = (down.kernel, right.kernel)
        (w.stride_height, w.stride_width) = (down.stride, right.stride)
        (w.padding_height, w.padding_width) = (down.padding, right.padding)
        (w.dilation_height, w.dilation_width) = seed % 3 == 0 ? (1, 2) : seed % 3 == 1 ? (2, 1) : (1, 1)
        w.channels_last = draw(0...1) == 1
        let room = (
          w.height + 2 * w.padding_height - w.dilation_height * (w.kernel_height - 1) - 1,
          w.width + 2 * w.padding_width - w.dilation_width * (w.kernel_width - 1) - 1
        )
        guard room.0 >= 0, room.1 >= 0 else { continue }
        (w.out_height, w.out_width) = (room.0 / w.stride_height + 1, room.1 / w.stride_width + 1)
        return w
      }
    }

    /// Results against the loops of the definition, then bits against the reference's.
    private func check<T: KernelScalar>(_ seed: Int, tolerance: Double, _: T.Type) {
      let problem = Convolutions.Problem<T>(Self.window(seed), rows: 1 + seed % 3, seed: seed)
      var y = [Double](repeating: 0, count: problem.dy.count)
      var dx = [Double](repeating: 0, count: problem.x.count)
      var dweight = [Double](repeating: 0, count: problem.weight.count)
      Windows.terms(problem.w, rows: problem.rows) { place, tap, out in
        y[out] += Double(problem.weight[tap]) * Double(problem.x[place])
        dx[place] += Double(problem.weight[tap]) * Double(problem.dy[out])
        dweight[tap] += Double(problem.dy[out]) * Double(problem.x[place])
      }
      il_threads_set(1)
      let reference = using(IL_SCALAR_REFERENCE) { problem.results() }
      for (found, expected) in [(reference.y, y), (reference.dx, dx), (reference.dweight, dweight)] {
        #expect(zip(found, expected).allSatisfy { abs(Double($0) - $1) < tolerance })
      }
      for level in fastLevels {
        for threads in 1...3 {
          il_threads_set(Int32(threads))
          let found = using(level) { problem.results() }
          let isSame =
            sameBits(found.y, reference.y) && sameBits(found.dx, reference.dx)
            && sameBits(found.dweight, reference.dweight)
          #expect(isSame, "rectangle \(seed), level \(level.rawValue), \(threads) threads")
        }
      }
      il_threads_set(1)
    }

    @Test("convolutions under rectangles are their loops, with the same bits everywhere", arguments: 0..<48)
    func convolution(seed: Int) {
      check(seed, tolerance: 1e-4, Float.self)
      check(seed, tolerance: 1e-12, Double.self)
    }

    @Test("pooling under rectangles is its loop in double precision", arguments: 0..<32)
    func pooling(seed: Int) {
      var w = Self.window(seed)
      (w.dilation_height, w.dilation_width, w.groups, w.outputs) = (1, 1, 1, w.channels)
      (w.kernel_height, w.kernel_width) = (min(w.kernel_height, w.height), min(w.kernel_width, w.width))
      (w.padding_height, w.padding_width) = (
        min(w.padding_height, w.kernel_height / 2), min(w.padding_width, w.kernel_width / 2)
      )
      w.out_height = (w.height + 2 * w.padding_height - w.kernel_height) / w.stride_height + 1
      w.out_width = (w.width + 2 * w.padding_width - w.kernel_width) / w.stride_width + 1
      let x: [Double] = values(2 * Int(w.channels * w.height * w.width), seed: UInt64(seed))
      let dy: [Double] = values(2 * Int(w.channels * w.out_height * w.out_width), seed: 7)
      var (largest, mean) = (dy, dy)
      var (toLargest, toMean) = (x.map { _ in 0.0 }, x.map { _ in 0.0 })
      let area = Double(w.kernel_height * w.kernel_width)
      Poolings.places(w, rows: 2) { place, numbers in
        let best = numbers.dropFirst().reduce(numbers[0]) { x[$1] > x[$0] ? $1 : $0 }
        largest[place] = x[best]
        toLargest[best] += dy[place]
        mean[place] = numbers.reduce(0) { $0 + x[$1] } / area
        for number in numbers { toMean[number] += dy[place] / area }
      }
      for level in [IL_SCALAR_REFERENCE] + fastLevels {
        using(level) {
          var (y, dx) = (dy.map { _ in Double.nan }, x.map { _ in Double.nan })
          il_max_pool(IL_FLOAT64, &w, 2, x, &y)
          #expect(sameBits(y, largest), "largest, level \(level.rawValue)")
          il_max_pool_backward(IL_FLOAT64, &w, 2, x, dy, &dx)
          #expect(sameBits(dx, toLargest), "to largest, level \(level.rawValue)")
          il_average_pool(IL_FLOAT64, &w, 2, x, &y)
          #expect(sameBits(y, mean), "mean, level \(level.rawValue)")
          il_average_pool_backward(IL_FLOAT64, &w, 2, dy, &dx)
          #expect(sameBits(dx, toMean), "to mean, level \(level.rawValue)")
        }
      }
    }
  }
}
