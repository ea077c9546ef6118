import CKernels
import Foundation
import Testing

/// All activations with a parameter and their formula in double precision.
let activations: [(kind: il_activation, a: Double, formula: @Sendable (Double) -> Double)] = [
  (IL_IDENTITY, 0, { $0 }),
  (IL_RELU, 0, { max($0, 0) }),
  (IL_LEAKY_RELU, 0.25, { $0 > 0 ? $0 : 0.25 * $0 }),
  (IL_ELU, 1.5, { $0 > 0 ? $0 : 1.5 * expm1($0) }),
  (IL_SELU, 0, { 1.0507009873554805 * ($0 > 0 ? $0 : 1.6732632423543772 * expm1($0)) }),
  (IL_GELU, 0, { 0.5 * $0 * (1 + erf($0 * 0.5.squareRoot())) }),
  (IL_GELU_TANH, 0, { 0.5 * $0 * (1 + tanh((2 / Double.pi).squareRoot() * ($0 + 0.044715 * $0 * $0 * $0))) }),
  (IL_SILU, 0, { $0 / (1 + exp(-$0)) }),
  (IL_SOFTPLUS, 0, { max($0, 0) + log1p(exp(-abs($0))) }),
  (IL_SIGMOID, 0, { $0 < 0 ? exp($0) / (1 + exp($0)) : 1 / (1 + exp(-$0)) }),
  (IL_TANH, 0, { tanh($0) }),
  (IL_SOFTSIGN, 0, { $0 / (1 + abs($0)) }),
  (IL_HARD_TANH, 0, { min(max($0, -1), 1) }),
  (IL_ERF, 0, { erf($0) }),
  (IL_SIN, 0, { sin($0) }),
  (IL_MISH, 0, { $0 * tanh(max($0, 0) + log1p(exp(-abs($0)))) }),
  (IL_HARD_SWISH, 0, { $0 * min(max($0 + 3, 0), 6) / 6 }),
  (IL_RELU6, 0, { min(max($0, 0), 6) }),
  (IL_HARD_SIGMOID, 0, { min(max($0 + 3, 0), 6) / 6 }),
  (IL_ATAN, 0, { atan($0) }),
]

extension Kernels {
  @Suite("Activations")
  struct Activations {
    func forward<T: KernelScalar>(_ kind: il_activation, _ a: Double, _ x: [T]) -> [T] {
      var y = [T](repeating: .nan, count: x.count)
      il_activate(T.code, kind, a, Int64(x.count), x, &y)
      return y
    }

    func backward<T: KernelScalar>(_ kind: il_activation, _ a: Double, _ x: [T], _ dy: [T]) -> [T] {
      let y = forward(kind, a, x)
      var dx = [T](repeating: .nan, count: x.count)
      il_activate_backward(T.code, kind, a, Int64(x.count), x, y, dy, &dx)
      return dx
    }

    /// Ordinary and awkward arguments: zeros, infinities, NaN, subnormal, huge.
    func arguments<T: KernelScalar>(_ count: Int) -> [T] {
      let awkward: [T] = [
        0, -T(0), 1, -1, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
        .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 88.8, -104, 710, -746, 1e6, 5e9, 0.625,
        0.927734375,
      ]
      let ordinary: [T] = values(count, seed: UInt64(count), scale: 12)
      return (0..<count).map { $0 % 2 == 0 ? ordinary[$0] : awkward[$0 / 2 % awkward.count] }
    }

    func checkBits<T: KernelScalar>(_: T.Type) {
      for count in [0, 1, 2, 3, 5, 7, 8, 15, 16, 17, 33, 65, 257] {
        let x: [T] = arguments(count)
        let dy: [T] = values(count, seed: 77)
        for (kind, a, _) in activations {
          expectReferenceBits("forward \(kind.rawValue) of \(count)") { forward(kind, a, x) }
          expectReferenceBits("backward \(kind.rawValue) of \(count)") { backward(kind, a, x, dy) }
        }
      }
    }

    @Test("every instruction set gives the reference's bits for all arguments and lengths")
    func bits() {
      #expect(activations.count == Int(IL_ACTIVATION_COUNT))
      checkBits(Float.self)
      checkBits(Double.self)
    }

    @Test("an element's value does not depend on its place or on threads")
    func places() {
      defer { il_threads_set(1) }
      let x: [Float] = arguments(40_000)
      for (kind, a, _) in activations {
        let whole = forward(kind, a, x)
        #expect(sameBits(forward(kind, a, Array(x[13...])), Array(whole[13...])))
        il_threads_set(3)
        #expect(sameBits(forward(kind, a, x), whole))
        il_threads_set(1)
      }
    }

    /// Largest error in units in the last place of the true value.
    func largestError<T: KernelScalar>(_ x: [T], _ y: [T], _ truth: (Double) -> Double) -> Double {
      zip(x, y).map { x, y in
        let exact = truth(Double(x))
        return abs(Double(y) - exact) / Double(T(abs(exact)).ulp)
      }.max() ?? 0
    }

    func checkAccuracy<T: KernelScalar>(_: T.Type, slack: Double, bounds: [Double]) {
      let near: [T] = values(20_000, seed: 1, scale: 3)
      let far: [T] = values(20_000, seed: 2, scale: 40)
      let x = near + far + near.map { $0 / 4096 }
      let ones = [T](repeating: 1, count: x.count)
      let below = x.map { -abs($0) }
      func error(_ kind: il_activation, _ truth: (Double) -> Double) -> Double {
        largestError(x, forward(kind, 0, x), truth)
      }
      #expect(error(IL_TANH) { tanh($0) } <= bounds[0] + slack)
      #expect(
        error(IL_SIGMOID) { $0 < 0 ? exp($0) / (1 + exp($0)) : 1 / (1 + exp(-$0)) } <= bounds[1] + 3 * slack)
      #expect(error(IL_SOFTPLUS) { max($0, 0) + log1p(exp(-abs($0))) } <= bounds[2] + 2 * slack)
      #expect(error(IL_ERF) { erf($0) } <= bounds[3] + slack)
      #expect(error(IL_SIN) { sin($0) } <= bounds[4] + slack)
      #expect(largestError(x, backward(IL_SIN, 0, x, ones)) { cos($0) } <= bounds[4] + slack)
      #expect(largestError(below, forward(IL_ELU, 1, below)) { expm1($0) } <= bounds[5] + slack)
      #expect(largestError(below, backward(IL_ELU, 1, below, ones)) { exp($0) } <= bounds[6] + slack)
    }

    @Test("functions keep the errors stated in the header")
    func accuracy() {
      checkAccuracy(Float.self, slack: 0.01, bounds: [1.5, 2.8, 2, 1.2, 1.7, 1.2, 1.1])
      // In float64 the C library's own error, up to 1 ulp, is part of the difference.
      checkAccuracy(Double.self, slack: 1, bounds: [2.7, 2.8, 2, 1.4, 1.7, 1.2, 1.1])
    }

    @Test("activations follow their formulas")
    func formulas() {
      let x: [Double] = values(2000, seed: 3, scale: 9)
      for (kind, a, formula) in activations {
        for (x, y) in zip(x, forward(kind, a, x)) {
          #expect(abs(y - formula(x)) <= 1e-15 * max(1, abs(x)), "activation \(kind.rawValue) at \(x)")
        }
      }
    }

    @Test("derivatives agree with central differences")
    func derivatives() {
      let x = (-60..<60).map { Double($0) / 7 + 0.013 }
      let step = 1e-5
      for (kind, a, formula) in activations {
        let dx = backward(kind, a, x, [Double](repeating: 2, count: x.count))
        for (x, dx) in zip(x, dx) {
          let difference = (formula(x + step) - formula(x - step)) / step
          #expect(abs(dx - difference) < 1e-8, "activation \(kind.rawValue) at \(x)")
        }
      }
    }

    @Test("derivatives at kinks follow PyTorch")
    func kinks() {
      func slope(_ kind: il_activation, _ a: Double, _ x: Double) -> Double { backward(kind, a, [x], [1])[0] }
      #expect(slope(IL_RELU, 0, 0) == 0)
      #expect(slope(IL_LEAKY_RELU, 0.25, 0) == 0.25)
      #expect(slope(IL_ELU, 1.5, 0) == 1.5)
      #expect(slope(IL_HARD_TANH, 0, 1) == 0)
      #expect(slope(IL_HARD_TANH, 0, -1) == 0)
      #expect(slope(IL_HARD_TANH, 0, 0.999) == 1)
      #expect(slope(IL_HARD_SWISH, 0, -3) == 0)
      #expect(slope(IL_HARD_SWISH, 0, 3) == 1)
      #expect(slope(IL_RELU6, 0, 0) == 0)
      #expect(slope(IL_RELU6, 0, 6) == 0)
      #expect(slope(IL_HARD_SIGMOID, 0, -3) == 0)
      #expect(slope(IL_HARD_SIGMOID, 0, 3) == 0)
    }

    @Test("NaN stays NaN, so that a diverging network cannot hide")
    func nan() {
      for (kind, a, _) in activations {
        #expect(forward(kind, a, [Float.nan])[0].isNaN, "activation \(kind.rawValue)")
        #expect(forward(kind, a, [Double.nan])[0].isNaN, "activation \(kind.rawValue)")
      }
    }

    @Test("sin gives up far out: sin 0, cos 1, and NaN at infinity")
    func farSine() {
      #expect(forward(IL_SIN, 0, [Float(0x1p23), -0x1p100]) == [0, 0])
      #expect(backward(IL_SIN, 0, [Float(0x1p23), -0x1p100], [2, 2]) == [2, 2])
      #expect(forward(IL_SIN, 0, [0x1p31]) == [0.0])
      #expect(forward(IL_SIN, 0, [Double.infinity])[0].isNaN)
    }

    @Test("odd functions are odd to the last bit")
    func odd() {
      let x: [Float] = values(3000, seed: 8, scale: 20)
      for kind in [IL_TANH, IL_SOFTSIGN, IL_HARD_TANH, IL_ERF, IL_SIN, IL_ATAN] {
        #expect(sameBits(forward(kind, 0, x.map { -$0 }), forward(kind, 0, x).map { -$0 }))
      }
    }
  }
}
