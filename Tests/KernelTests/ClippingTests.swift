import CKernels
import Testing

extension Kernels {
  @Suite("Clipping")
  struct Clipping {
    /// Random numbers clipped by a limit.
    func clipped<T: KernelScalar>(_ count: Int, norm limit: Double) -> [T] {
      var x: [T] = values(count, seed: 3)
      il_clip_norm(T.code, Int64(count), limit, &x)
      return x
    }

    /// Random numbers cut at a limit.
    func cut<T: KernelScalar>(_ count: Int, value limit: Double) -> [T] {
      var x: [T] = values(count, seed: 3)
      il_clip_value(T.code, Int64(count), limit, &x)
      return x
    }

    @Test("a norm above the limit is scaled as PyTorch scales it, one below is left alone")
    func norms() {
      for count in [0, 1, 2, 17, 100] {
        let x: [Double] = values(count, seed: 3)
        let norm = x.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let found: [Double] = clipped(count, norm: 0.25)
        let factor = min(1, 0.25 / (norm + 1e-6))
        for i in 0..<count { #expect(abs(found[i] - factor * x[i]) < 1e-15) }
        let loose: [Double] = clipped(count, norm: norm + 1)
        #expect(loose == x)
      }
    }

    @Test("a norm whose square overflows is clipped to the limit all the same")
    func overflow() {
      var narrow: [Float] = [3e30, -4e30, 0]
      il_clip_norm(IL_FLOAT32, 3, 1, &narrow)
      #expect(abs(narrow[0] - 0.6) < 1e-6 && abs(narrow[1] + 0.8) < 1e-6 && narrow[2] == 0)
      var wide = [3e200, -4e200]
      il_clip_norm(IL_FLOAT64, 2, 1, &wide)
      #expect(abs(wide[0] - 0.6) < 1e-15 && abs(wide[1] + 0.8) < 1e-15)
    }

    @Test("elements are cut at the limits, and NaN stays")
    func elements() {
      var x = [-3, -0.5, 0, 0.25, 0.5, 7, .infinity, -.infinity, .nan]
      il_clip_value(IL_FLOAT64, Int64(x.count), 0.5, &x)
      #expect(Array(x.dropLast()) == [-0.5, -0.5, 0, 0.25, 0.5, 0.5, 0.5, -0.5])
      #expect(x.last?.isNaN == true)
    }

    @Test("every instruction set gives the reference's bits")
    func bits() {
      for count in [0, 1, 3, 7, 16, 33, 100, 1000] {
        expectReferenceBits("norm of \(count)") { () -> [Float] in clipped(count, norm: 0.3) }
        expectReferenceBits("norm of \(count)") { () -> [Double] in clipped(count, norm: 0.3) }
        expectReferenceBits("values of \(count)") { () -> [Float] in cut(count, value: 0.3) }
        expectReferenceBits("values of \(count)") { () -> [Double] in cut(count, value: 0.3) }
      }
    }

    @Test("a plan reads the rate of each step, or one for all")
    func rates() {
      let inputs: [Double] = values(12, seed: 1)
      let targets: [Double] = values(4, seed: 2)
      let rates = [0.1, 0.0, 0.02, 0.3]
      let together = Network([3, 5, 1], inputs: inputs, targets: targets)
      let apart = Network([3, 5, 1], inputs: inputs, targets: targets)
      together.values = values(together.parameterCount, seed: 4)
      apart.values = together.values
      rates.withUnsafeBufferPointer {
        together.run.learning_rates = $0.baseAddress
        together.train(4)
        together.run.learning_rates = nil
      }
      for rate in rates {
        apart.run.learning_rate = rate
        apart.train(1)
      }
      #expect(sameBits(together.values, apart.values))
    }
  }
}
