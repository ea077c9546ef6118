import CKernels
import Testing

extension Kernels {
  @Suite("Convolutions bit for bit")
  struct Convolutions {
    /// A window over a few samples, with random operands.
    struct Problem<T: KernelScalar> {
      var w: il_window
      var rows: Int
      var x: [T]
      var weight: [T]
      var dy: [T]
      var bias: [T]?

      /// Numbers of a sample on both sides, and taps of a filter.
      var read: Int { Int(w.channels * w.height * w.width) }
      var given: Int { Int(w.outputs * w.out_height * w.out_width) }
      var taps: Int { Int(w.channels / w.groups * w.kernel_height * w.kernel_width) }

      init(_ seed: Int, isWide: Bool) {
        var random = Random(UInt64(seed))
        w = Windows.window(&random)
        if isWide {
          // Beyond every tile and panel; more than one chunk of taps and of places.
          w.channels = w.groups * Int64(1 + random.next() % 40)
          w.outputs = w.groups * Int64(1 + random.next() % 70)
          if seed % 3 == 0 {
            // Depthwise, with channels beyond a vector.
            w.groups = Int64(1 + random.next() % 40)
            (w.channels, w.outputs) = (w.groups, w.groups)
          }
        }
        if seed % 5 == 0 {
          (w.kernel_height, w.kernel_width, w.dilation_height, w.dilation_width) = (1, 1, 1, 1)
          w.out_height = (w.height + 2 * w.padding_height - 1) / w.stride_height + 1
          w.out_width = (w.width + 2 * w.padding_width - 1) / w.stride_width + 1
        }
        rows = isWide ? 1 + seed % 3 : seed % 7
        (x, weight, dy) = ([], [], [])
        x = values(rows * read, seed: UInt64(seed) + 1)
        weight = values(Int(w.outputs) * taps, seed: UInt64(seed) + 2)
        dy = values(rows * given, seed: UInt64(seed) + 3)
        bias = seed % 2 == 0 ? values(Int(max(w.channels, w.outputs)), seed: UInt64(seed) + 4) : nil
      }

      /// Random operands for a window, without a bias.
      init(_ window: il_window, rows: Int, seed: Int) {
        (w, self.rows) = (window, rows)
        (x, weight, dy) = ([], [], [])
        x = values(rows * read, seed: UInt64(seed) + 1)
        weight = values(Int(w.outputs) * taps, seed: UInt64(seed) + 2)
        dy = values(rows * given, seed: UInt64(seed) + 3)
      }

      /// y, dx and dweight as the library computes them.
      func results() -> (y: [T], dx: [T], dweight: [T]) {
        var w = w
        var y = [T](repeating: .nan, count: dy.count)
        var dx = [T](repeating: .nan, count: x.count)
        var dweight = [T](repeating: .nan, count: weight.count)
        il_convolve(T.code, &w, Int64(rows), x, weight, bias, &y)
        il_convolve_to_input(T.code, &w, Int64(rows), dy, weight, bias, &dx)
        il_convolve_to_weight(T.code, &w, Int64(rows), x, dy, &dweight)
        return (y, dx, dweight)
      }
    }

    /// A product of the definition: chunks of 384 terms, each one chain.
    struct Chain<T: KernelScalar> {
      var total: T
      var count = 0
      private var sum: T = 0

      init(from initial: T) { (total, sum) = (initial, initial) }

      mutating func add(_ a: T, _ b: T) {
        if count > 0, count % 384 == 0 { sum = 0 }
        sum.addProduct(a, b)
        count += 1
        if count % 384 == 0 { total = count == 384 ? sum : total + sum }
      }

      var end: T { count < 384 ? sum : count % 384 == 0 ? total : total + sum }
    }

    /// All terms of a window in the order of the samples, places and taps, zeros of the border included: places
    /// of x (nil in the border), weight and y.
    static func terms(_ w: il_window, rows: Int, _ body: (_ x: Int?, _ weight: Int, _ y: Int) -> Void) {
      let (inputs, outputs) = (w.channels / w.groups, w.outputs / w.groups)
      let area = w.kernel_height * w.kernel_width
      func place(_ channel: Int64, _ row: Int64, _ column: Int64, _ sizes: (Int64, Int64, Int64)) -> Int64 {
        w.channels_last
          ? (row * sizes.2 + column) * sizes.0 + channel : (channel * sizes.1 + row) * sizes.2 + column
      }
      for n in 0..<Int64(rows) {
        for p in 0..<w.out_height * w.out_width {
          for o in 0..<w.outputs {
            for tap in 0..<inputs * area {
              let (i, j) = (tap / w.kernel_width % w.kernel_height, tap % w.kernel_width)
              let row = p / w.out_width * w.stride_height + i * w.dilation_height - w.padding_height
              let column = p % w.out_width * w.stride_width + j * w.dilation_width - w.padding_width
              let isInside = (0..<w.height).contains(row) && (0..<w.width).contains(column)
              let channel = o / outputs * inputs + tap / area
              let x = place(channel, row, column, (w.channels, w.height, w.width))
              let y = place(o, p / w.out_width, p % w.out_width, (w.outputs, w.out_height, w.out_width))
              body(
                isInside ? Int(n * w.channels * w.height * w.width + x) : nil,
                Int(o * inputs * area + tap), Int(n * w.outputs * w.out_height * w.out_width + y))
            }
          }
        }
      }
    }

    @Test("outputs and weight gradients are one chain each over the terms in their order", arguments: 0..<40)
    func definition(seed: Int) {
      let problem = Problem<Float>(seed, isWide: false)
      let outputs = Int(problem.w.outputs)
      let places = Int(problem.w.out_height * problem.w.out_width)
      var y = problem.dy.indices.map { place in
        let channel = problem.w.channels_last ? place % outputs : place / places % outputs
        return Chain<Float>(from: problem.bias?[channel] ?? 0)
      }
      var dweight = problem.weight.map { _ in Chain<Float>(from: 0) }
      Self.terms(problem.w, rows: problem.rows) { place, tap, out in
        let number = place.map { problem.x[$0] } ?? 0
        y[out].add(problem.weight[tap], number)
        dweight[tap].add(problem.dy[out], number)
      }
      for level in [IL_SCALAR_REFERENCE] + fastLevels {
        let found = using(level) { problem.results() }
        #expect(sameBits(found.y, y.map(\.end)), "level \(level.rawValue)")
        #expect(sameBits(found.dweight, dweight.map(\.end)), "level \(level.rawValue)")
      }
    }

    /// An input gradient by its definition: taps that lie a whole number of strides away, zeros outside.
    func inputGradient(_ problem: Problem<Float>) -> [Float] {
      let w = problem.w
      let (inputs, outputs) = (w.channels / w.groups, w.outputs / w.groups)
      let area = w.kernel_height * w.kernel_width
      return problem.x.indices.map { index in
        let at = Int64(index % problem.read)
        let pixels = w.height * w.width
        let channel = w.channels_last ? at % w.channels : at / pixels
        let pixel = w.channels_last ? at / w.channels : at % pixels
        var chain = Chain<Float>(from: problem.bias?[Int(channel)] ?? 0)
        for o in channel / inputs * outputs..<(channel / inputs + 1) * outputs {
          for tap in 0..<area {
            let down = pixel / w.width + w.padding_height - tap / w.kernel_width * w.dilation_height
            let right = pixel % w.width + w.padding_width - tap % w.kernel_width * w.dilation_width
            guard down % w.stride_height == 0, right % w.stride_width == 0 else { continue }
            let (row, column) = (down / w.stride_height, right / w.stride_width)
            let isInside = (0..<w.out_height).contains(row) && (0..<w.out_width).contains(column)
            let place = row * w.out_width + column
            let slope =
              w.channels_last ? place * w.outputs + o : o * w.out_height * w.out_width + place
            let weight = problem.weight[Int((o * inputs + channel % inputs) * area + tap)]
            chain.add(weight, isInside ? problem.dy[index / problem.read * problem.given + Int(slope)] : 0)
          }
        }
        return chain.end
      }
    }

    @Test("input gradients are one chain each over outputs and taps", arguments: 0..<40)
    func inputDefinition(seed: Int) {
      let problem = Problem<Float>(seed, isWide: false)
      let expected = inputGradient(problem)
      for level in [IL_SCALAR_REFERENCE] + fastLevels {
        let found = using(level) { problem.results().dx }
        #expect(sameBits(found, expected), "level \(level.rawValue)")
      }
    }

    func checkBits<T: KernelScalar>(_ seed: Int, _: T.Type) {
      let problem = Problem<T>(seed, isWide: seed % 2 == 0)
      il_threads_set(1)
      let expected = using(IL_SCALAR_REFERENCE) { problem.results() }
      for level in fastLevels {
        for threads in [1, 2, 3] {
          il_threads_set(Int32(threads))
          let found = using(level) { problem.results() }
          let isSame =
            sameBits(found.y, expected.y) && sameBits(found.dx, expected.dx)
            && sameBits(found.dweight, expected.dweight)
          #expect(isSame, "window \(seed), level \(level.rawValue), \(threads) threads")
        }
      }
      il_threads_set(1)
    }

    @Test("every instruction set and number of threads gives the reference's bits", arguments: 0..<60)
    func bits(seed: Int) {
      checkBits(seed, Float.self)
      checkBits(seed, Double.self)
    }

    @Test("equal filters give equal bits wherever they stand", arguments: 0..<30)
    func equalFilters(seed: Int) {
      var problem = Problem<Float>(seed * 2, isWide: true)
      let (outputs, places) = (
        Int(problem.w.outputs / problem.w.groups), problem.given / Int(problem.w.outputs)
      )
      problem.bias = nil
      let isLast = problem.w.channels_last
      func place(_ n: Int, _ o: Int, _ p: Int) -> Int {
        n * problem.given + (isLast ? p * Int(problem.w.outputs) + o : o * places + p)
      }
      for o in 0..<Int(problem.w.outputs) where o % outputs % 3 != 1 {
        let first = o / outputs * outputs
        for tap in 0..<problem.taps {
          problem.weight[o * problem.taps + tap] = problem.weight[first * problem.taps + tap]
        }
        for n in 0..<problem.rows {
          for p in 0..<places { problem.dy[place(n, o, p)] = problem.dy[place(n, first, p)] }
        }
      }
      let found = problem.results()
      for o in 0..<Int(problem.w.outputs) where o % outputs % 3 != 1 {
        let first = o / outputs * outputs
        let isSame = (0..<problem.rows).allSatisfy { n in
          (0..<places).allSatisfy { found.y[place(n, o, $0)] == found.y[place(n, first, $0)] }
        }
        #expect(isSame, "output \(o)")
        let gradients = [o, first].map { Array(found.dweight[$0 * problem.taps..<($0 + 1) * problem.taps]) }
        #expect(sameBits(gradients[0], gradients[1]), "filter \(o)")
      }
    }

    @Test("what a sample gives does not depend on the rest of its batch", arguments: 0..<30)
    func samples(seed: Int) {
      let problem = Problem<Float>(seed * 7 + 6, isWide: false)
      let whole = problem.results()
      for row in 0..<problem.rows {
        var one = problem
        one.rows = 1
        one.x = Array(problem.x[row * problem.read..<(row + 1) * problem.read])
        one.dy = Array(problem.dy[row * problem.given..<(row + 1) * problem.given])
        let found = one.results()
        #expect(sameBits(found.y, Array(whole.y[row * problem.given..<(row + 1) * problem.given])))
        #expect(sameBits(found.dx, Array(whole.dx[row * problem.read..<(row + 1) * problem.read])))
      }
    }

    @Test("sizes far beyond any copy are still right")
    func farApart() {
      var w = il_window()
      (w.channels, w.outputs, w.groups, w.height, w.width) = (1, 1, 1, 1, 3)
      (w.kernel_height, w.kernel_width, w.stride_height, w.stride_width) = (1, 2, 1, 1_000_000_000)
      (w.padding_width, w.dilation_height, w.dilation_width) = (1_000_000, 1, 1_000_001)
      (w.out_height, w.out_width) = (1, 1)
      let x: [Float] = [1, 2, 3]
      var y: [Float] = [0]
      il_convolve(IL_FLOAT32, &w, 1, x, [5, 7] as [Float], nil, &y)
      #expect(y == [14])
      var dx: [Float] = [9, 9, 9]
      il_convolve_to_input(IL_FLOAT32, &w, 1, [1] as [Float], [5, 7] as [Float], nil, &dx)
      #expect(dx == [0, 7, 0])
    }
  }
}
