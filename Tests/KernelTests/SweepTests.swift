import CKernels
import CSweep
import Foundation
import Testing

/// Functions over floats; `make sweep` takes every float, the plain test run one in so many.
private enum Sweep {
  /// Whether every float is wanted, which takes the better part of an hour.
  static let isFull = ProcessInfo.processInfo.environment["INITLAB_SWEEP"] != nil
  /// Distance between bit patterns; prime, so that low and high bits both go through all values.
  static let stride: UInt32 = isFull ? 1 : 257
  /// The same where instruction sets take part that compute each fma in software.
  static let wideStride: UInt32 = isFull ? 61 : 4099
}

/// A function with its range and its errors as the header states them, in float32 and float64.
struct SweptFunction: CustomTestStringConvertible, Sendable {
  let name: String
  let number: Int32
  let range: ClosedRange<Float>
  let bound: Double
  /// Where samples of float64 are taken.
  let wideRange: ClosedRange<Double>
  let wideBound: Double
  var testDescription: String { name }
}

extension Kernels {
  @Suite("Sweeps over floats")
  struct Sweeps {
    static let functions: [SweptFunction] = [
      make("exp", IL_FUNCTION_EXP, -.infinity ... .infinity, 1.1, -745...709.7, 1.1),
      make("expm1", IL_FUNCTION_EXPM1, -.infinity...0, 0.9, -60...0, 1.2),
      make("log", IL_FUNCTION_LOG, 1 ... .infinity, 0.9, 1...1e300, 0.9),
      make("log1p", IL_FUNCTION_LOG1P, 0...1, 1.3, 0...1, 1.3),
      make("tanh", IL_FUNCTION_TANH, -.infinity ... .infinity, 1.4, -22...22, 2.7),
      make("sigmoid", IL_FUNCTION_SIGMOID, -.infinity ... .infinity, 2.9, -745...745, 2.8),
      make("softplus", IL_FUNCTION_SOFTPLUS, -.infinity ... .infinity, 2, -745...745, 2),
      make("erf", IL_FUNCTION_ERF, -.infinity ... .infinity, 1.1, -6.5...6.5, 1.4),
      make("sin", IL_FUNCTION_SIN, -0x1p17...0x1p17, 1.7, -0x1p30...0x1p30, 1.7),
      make("cos", IL_FUNCTION_COS, -0x1p17...0x1p17, 1.7, -0x1p30...0x1p30, 1.7),
      make("atan", IL_FUNCTION_ATAN, -.infinity ... .infinity, 2.3, -1e6...1e6, 1.2),
    ]

    private static func make(
      _ name: String, _ kind: il_elementary, _ range: ClosedRange<Float>, _ bound: Double,
      _ wideRange: ClosedRange<Double>, _ wideBound: Double
    ) -> SweptFunction {
      SweptFunction(
        name: name, number: Int32(kind.rawValue), range: range, bound: bound, wideRange: wideRange,
        wideBound: wideBound)
    }

    /// Products with their argument; their errors are measured against it.
    static let products: [(il_activation, Double)] = [
      (IL_GELU, 1.6), (IL_GELU_TANH, 1.6), (IL_SILU, 2), (IL_MISH, 2.2), (IL_HARD_SWISH, 2),
    ]

    @Test("float32 keeps the errors stated in the header", arguments: functions)
    func errors(_ function: SweptFunction) {
      let found = sweep_errors(
        function.number, function.range.lowerBound, function.range.upperBound, Sweep.stride)
      #expect(found.error <= function.bound, "at \(found.worst)")
      #expect(found.error > 0.4)
      #expect(found.disagreements == 0)
      #expect(found.count > 1_000_000)
    }

    @Test("float64 keeps the errors stated in the header", arguments: functions)
    func wideErrors(_ function: SweptFunction) {
      let count: Int64 = Sweep.isFull ? 20_000_000 : 200_000
      let found = sweep_double_error(
        function.number, function.wideRange.lowerBound, function.wideRange.upperBound, count)
      // Below 0: this machine has nothing more precise than double.
      #expect(found <= function.wideBound && (found < 0 || found > 0.4))
    }

    @Test("activations that multiply by their argument keep the errors stated in the header")
    func productErrors() {
      for (kind, bound) in Self.products {
        let number = SWEEP_ACTIVATIONS + Int32(kind.rawValue)
        let found = sweep_errors(number, -1e30, 1e30, Sweep.stride)
        #expect(found.error <= bound, "activation \(kind.rawValue) at \(found.worst)")
        #expect(found.disagreements == 0)
      }
    }

    @Test("every instruction set gives the same bits over all floats")
    func bits() {
      let numbers =
        Self.functions.map(\.number)
        + activations.map { SWEEP_ACTIVATIONS + Int32($0.kind.rawValue) }
      for number in numbers {
        let expected = using(IL_SCALAR_REFERENCE) { sweep_bits(number, Sweep.wideStride) }
        for level in fastLevels {
          #expect(using(level) { sweep_bits(number, Sweep.wideStride) } == expected, "function \(number)")
        }
        let quick = fastLevels.filter { $0 != IL_BASE }.map { using($0) { sweep_bits(number, Sweep.stride) } }
        #expect(Set(quick).count <= 1, "function \(number)")
      }
    }
  }
}
