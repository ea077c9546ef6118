import CKernels
import Testing

extension Kernels {
  @Suite("Products")
  struct Products {
    /// Random operands of a shape; `variant` picks transposes and the kind of initial value.
    func product<T: KernelScalar>(_ m: Int, _ n: Int, _ k: Int, variant: Int) -> Product<T> {
      let seed = m * 1_000_003 + n * 1009 + k * 11 + variant
      var product = Product<T>(
        m: m, n: n, k: k, a: Store.some(m * k, seed: seed), b: Store.some(k * n, seed: seed + 1009))
      product.transposeA = variant & 1 != 0
      product.transposeB = variant & 2 != 0
      if variant % 3 == 1 { product.initial = Store.some(n, seed: seed + 2) }
      if variant % 3 == 2 {
        product.initial = Store.some(m * n, seed: seed + 2)
        product.initialStride = n
      }
      return product
    }

    /// Shapes of the grid, thinned out so that a debug run stays short.
    func shapes(upTo limit: Int, keeping share: Int) -> [(Int, Int, Int)] {
      var random = Random(7)
      var shapes: [(Int, Int, Int)] = []
      for m in sizes { for n in sizes { for k in sizes { shapes.append((m, n, k)) } } }
      return shapes.filter { $0.0 * $0.1 * $0.2 <= limit && random.next() % UInt64(share) == 0 }
    }

    func checkGrid<T: KernelScalar>(_: T.Type) {
      for (index, (m, n, k)) in (shapes(upTo: 4000, keeping: 4) + shapes(upTo: 400_000, keeping: 40))
        .enumerated()
      {
        let product: Product<T> = product(m, n, k, variant: index % 12)
        expectReferenceBits("\(m)x\(k)x\(n) variant \(index % 12)") { product.result() }
      }
    }

    @Test("every instruction set gives the reference's bits on a grid of shapes")
    func grid() {
      checkGrid(Float.self)
      checkGrid(Double.self)
    }

    @Test("the reference is the written definition: chunks of 384, one fma chain each")
    func definition() {
      for k in [0, 1, 5, 384, 385, 784, 1200] {
        let product: Product<Float> = product(2, 3, k, variant: 1)
        var expected: [Float] = []
        for i in 0..<2 {
          for j in 0..<3 {
            var total = product.initial?[j] ?? 0
            for start in stride(from: 0, to: k, by: 384) {
              var sum = start == 0 ? total : 0
              for p in start..<min(start + 384, k) {
                sum.addProduct(product.a[p * 2 + i], product.b[p * 3 + j])
              }
              total = start == 0 ? sum : total + sum
            }
            expected.append(total)
          }
        }
        let found = using(IL_SCALAR_REFERENCE) { product.result() }
        #expect(sameBits(found, expected), "k = \(k)")
        #expect(sameBits(product.result(), expected), "k = \(k)")
      }
    }

    @Test("an initial value may be C itself, and rows may lie apart")
    func accumulates() {
      let a: [Double] = values(20 * 9, seed: 1)
      let b: [Double] = values(9 * 30, seed: 2)
      var c: [Double] = values(20 * 40, seed: 3)
      var expected = c
      for i in 0..<20 {
        for j in 0..<30 {
          for p in 0..<9 { expected[i * 40 + j].addProduct(a[i * 9 + p], b[p * 30 + j]) }
        }
      }
      c.withUnsafeMutableBufferPointer { c in
        il_gemm(IL_FLOAT64, false, false, 20, 30, 9, a, 9, b, 30, c.baseAddress, 40, c.baseAddress, 40)
      }
      #expect(sameBits(c, expected))
    }

    func checkColumns<T: KernelScalar>(_: T.Type) {
      for (m, n, k) in [(1, 2, 2), (33, 17, 5), (5, 16, 33), (32, 100, 65), (3, 33, 784), (65, 129, 64)] {
        var product: Product<T> = product(m, n, k, variant: 0)
        for p in 0..<k {
          for j in 0..<n where j % 3 != 0 { product.b[p * n + j] = product.b[p * n] * (j % 3 == 1 ? 1 : -1) }
        }
        let c = product.result()
        for i in 0..<m {
          for j in 0..<n where j % 3 != 0 {
            #expect(c[i * n + j] == c[i * n] * (j % 3 == 1 ? 1 : -1), "\(m)x\(k)x\(n) at \(i), \(j)")
          }
        }
      }
    }

    @Test("equal columns give equal columns, negated ones exact negatives, on every instruction set")
    func equalColumns() {
      for level in fastLevels {
        using(level) {
          checkColumns(Float.self)
          checkColumns(Double.self)
        }
      }
    }

    @Test("permuting columns permutes the result and changes no bit")
    func permutedColumns() {
      for (m, n, k) in [(4, 33, 7), (33, 65, 33), (2, 129, 400)] {
        var random = Random(5)
        let order = (0..<n).shuffled(using: &random)
        var permuted: Product<Float> = product(m, n, k, variant: 0)
        let expected = permuted.result()
        let b = permuted.b
        for p in 0..<k { for j in 0..<n { permuted.b[p * n + j] = b[p * n + order[j]] } }
        let c = permuted.result()
        for i in 0..<m { for j in 0..<n { #expect(c[i * n + j] == expected[i * n + order[j]]) } }
      }
    }

    @Test("a part of the batch or of the width has the bits of the whole")
    func parts() {
      let whole: Product<Float> = product(65, 100, 129, variant: 0)
      let c = whole.result()
      for rows in [1, 2, 3, 7, 16, 33, 64] {
        for start in [0, 1, 65 - rows] {
          var part = whole
          part.m = rows
          part.a = Array(whole.a[start * 129..<(start + rows) * 129])
          #expect(
            sameBits(part.result(), Array(c[start * 100..<(start + rows) * 100])),
            "\(rows) rows from \(start)")
        }
      }
      for columns in [1, 2, 3, 8, 17, 31, 64, 99] {
        let start = 100 - columns
        var part = whole
        part.n = columns
        part.b = (0..<129).flatMap { whole.b[$0 * 100 + start..<$0 * 100 + 100] }
        let expected = (0..<65).flatMap { c[$0 * 100 + start..<$0 * 100 + 100] }
        #expect(sameBits(part.result(), expected), "\(columns) columns")
      }
    }

    @Test("one, two and three threads give the same bits")
    func threads() {
      defer { il_threads_set(1) }
      // The last two are cut by rows and by columns at once: packing is dear, or strips of columns are uneven.
      let shapes = [
        (129, 257, 65), (784, 7, 129), (257, 1, 784), (1, 784, 784), (33, 784, 400), (500, 600, 1024),
        (650, 700, 90),
      ]
      for (index, (m, n, k)) in shapes.enumerated() {
        for variant in [index, index + 3] {
          let product: Product<Float> = product(m, n, k, variant: variant)
          let wide: Product<Double> = self.product(m, n, k, variant: variant)
          il_threads_set(1)
          let expected = (product.result(), wide.result())
          for count in [2, 3] {
            il_threads_set(Int32(count))
            #expect(sameBits(product.result(), expected.0), "\(m)x\(k)x\(n), \(count) threads")
            #expect(sameBits(wide.result(), expected.1), "\(m)x\(k)x\(n), \(count) threads")
          }
        }
      }
    }

    @Test("pointers need the alignment of their scalar only")
    func alignment() {
      let product: Product<Float> = product(17, 33, 31, variant: 0)
      let a = [0] + product.a
      let b = [0, 0, 0] + product.b
      var c = [Float](repeating: 0, count: 17 * 33 + 1)
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          c.withUnsafeMutableBufferPointer { c in
            guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
            il_gemm(IL_FLOAT32, false, false, 17, 33, 31, a + 1, 31, b + 3, 33, nil, 0, c + 1, 33)
          }
        }
      }
      #expect(sameBits(Array(c[1...]), product.result()))
    }
  }
}
