import CKernels
import Foundation
import Testing

/// All tests of the kernels, one after the other: instruction set and thread count are the library's state.
@Suite("Kernels", .serialized)
struct Kernels {}

/// A number type that the kernels know.
protocol KernelScalar: BinaryFloatingPoint, BitwiseCopyable, Sendable {
  /// Its code in the C interface.
  static var code: il_scalar { get }
  /// Relative spacing around 1, as a plain double.
  static var epsilon: Double { get }
}

extension Float: KernelScalar {
  static var code: il_scalar { IL_FLOAT32 }
  static var epsilon: Double { Double(Float.ulpOfOne) }
}

extension Double: KernelScalar {
  static var code: il_scalar { IL_FLOAT64 }
  static var epsilon: Double { Double.ulpOfOne }
}

/// SplitMix64: enough for test data, the same on every machine.
struct Random: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform in [-1, 1).
  mutating func signed() -> Double { Double(Int64(bitPattern: next()) >> 11) * 0x1p-52 }
}

/// Random values in [-scale, scale).
func values<T: KernelScalar>(_ count: Int, seed: UInt64, scale: Double = 1) -> [T] {
  var random = Random(seed)
  return (0..<count).map { _ in T(random.signed() * scale) }
}

/// Whether two arrays hold the same bits; any two NaN count as the same.
func sameBits<T: KernelScalar>(_ x: [T], _ y: [T]) -> Bool {
  guard x.count == y.count else { return false }
  let equal = x.withUnsafeBytes { a in y.withUnsafeBytes { b in a.elementsEqual(b) } }
  guard !equal else { return true }
  return zip(x, y).allSatisfy { a, b in
    (a.isNaN && b.isNaN) || (a == b && a.sign == b.sign)
  }
}

/// The instruction sets of this machine, the reference left out.
let fastLevels = [IL_BASE, IL_AVX2, IL_AVX512].filter { il_instruction_set_available($0) }

/// Runs a body with the kernels of one instruction set, then returns to the fastest.
func using<Result>(_ level: il_instruction_set, _ body: () throws -> Result) rethrows -> Result {
  il_instruction_set_force(level)
  defer { il_instruction_set_force(fastLevels.last ?? IL_BASE) }
  return try body()
}

/// Expects that every instruction set gives the reference's bits.
func expectReferenceBits<T: KernelScalar>(
  _ label: @autoclosure () -> String, _ body: () -> [T], sourceLocation: SourceLocation = #_sourceLocation
) {
  let expected = using(IL_SCALAR_REFERENCE, body)
  for level in fastLevels {
    let found = using(level, body)
    if !sameBits(found, expected) {
      Issue.record("\(label()) differs, level \(level.rawValue)", sourceLocation: sourceLocation)
    }
  }
}

/// A product's operands with their shape.
struct Product<T: KernelScalar> {
  var m: Int
  var n: Int
  var k: Int
  var transposeA = false
  var transposeB = false
  var a: [T]
  var b: [T]
  var initial: [T]?
  /// Distance between the rows of `initial`; 0 for a bias.
  var initialStride = 0

  /// C as the library computes it.
  func result() -> [T] {
    var c = [T](repeating: .nan, count: m * n)
    il_gemm(
      T.code, transposeA, transposeB, Int64(m), Int64(n), Int64(k), a, Int64(transposeA ? m : k), b,
      Int64(transposeB ? k : n), initial, Int64(initialStride), &c, Int64(n))
    return c
  }
}

/// A store of random values, because making them is slow in a debug build.
enum Store {
  static let singles: [Float] = values(800 * 800, seed: 42)
  static let doubles: [Double] = values(800 * 800, seed: 43)

  /// `count` values from a place that depends on the seed.
  static func some<T: KernelScalar>(_ count: Int, seed: Int) -> [T] {
    let start = seed % (800 * 800 - count)
    let range = start..<start + count
    return Array(singles[range]) as? [T] ?? Array(doubles[range]) as? [T] ?? []
  }
}

/// Sizes around every vector width, panel and chunk.
let sizes = [0, 1, 2, 3, 5, 7, 8, 15, 16, 17, 31, 33, 64, 65, 100, 129, 257, 784]
