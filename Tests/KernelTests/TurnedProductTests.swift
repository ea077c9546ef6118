import CKernels
import Testing

extension Kernels {
  /// Products of few rows by weights [outputs, inputs], as a layer's forward pass has them.
  @Suite("Products of few rows by turned weights")
  struct TurnedProducts {
    static let shapes = [
      (1, 100, 129), (3, 64, 784), (8, 257, 400), (15, 33, 384), (16, 100, 385), (17, 129, 768),
      (31, 257, 257),
      (32, 512, 784), (33, 200, 512), (64, 300, 800), (70, 1000, 130), (9, 400, 1024),
    ]

    func forward<T: KernelScalar>(_ m: Int, _ n: Int, _ k: Int, biased: Bool) -> Product<T> {
      var product = Product<T>(
        m: m, n: n, k: k, a: Store.some(m * k, seed: m + k), b: Store.some(k * n, seed: n))
      product.transposeB = true
      if biased { product.initial = Store.some(n, seed: k) }
      return product
    }

    @Test("give the reference's bits on every instruction set", arguments: shapes)
    func bits(m: Int, n: Int, k: Int) {
      for biased in [false, true] {
        let single: Product<Float> = forward(m, n, k, biased: biased)
        expectReferenceBits("float \(m)x\(k)x\(n)") { single.result() }
        let double: Product<Double> = forward(m, n, k, biased: biased)
        expectReferenceBits("double \(m)x\(k)x\(n)") { double.result() }
      }
    }

    @Test("write nothing between rows that lie apart", arguments: shapes)
    func between(m: Int, n: Int, k: Int) {
      let product: Product<Float> = forward(m, n, k, biased: true)
      let expected = product.result(), distance = n + 19
      var c = [Float](repeating: -7, count: m * distance)
      il_gemm(
        IL_FLOAT32, false, true, Int64(m), Int64(n), Int64(k), product.a, Int64(k), product.b, Int64(k),
        product.initial, 0, &c, Int64(distance))
      for i in 0..<m {
        #expect(sameBits(Array(c[i * distance..<i * distance + n]), Array(expected[i * n..<(i + 1) * n])))
        #expect(c[(i * distance + n)..<(i + 1) * distance].allSatisfy { $0 == -7 })
      }
    }

    @Test("keep what is not finite in its own row and column")
    func notFinite() {
      var product: Product<Float> = forward(20, 100, 200, biased: true)
      product.a[3 * 200 + 7] = .infinity
      product.b[50 * 200 + 9] = .nan
      let c = product.result()
      for i in 0..<20 {
        for j in 0..<100 { #expect(c[i * 100 + j].isFinite == (i != 3 && j != 50), "at \(i), \(j)") }
      }
    }

    @Test("rows of the batch have the bits that they have in a larger one")
    func rows() {
      let whole: Product<Float> = forward(130, 200, 300, biased: true)
      let c = whole.result()
      for rows in [1, 4, 16, 31, 33, 64] {
        var part = whole
        part.m = rows
        part.a = Array(whole.a[5 * 300..<(5 + rows) * 300])
        #expect(sameBits(part.result(), Array(c[5 * 200..<(5 + rows) * 200])), "\(rows) rows")
      }
    }
  }
}
