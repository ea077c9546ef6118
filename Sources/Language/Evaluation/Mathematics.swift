import InitKit

/// Functions whose bits must not depend on the machine's C library.
enum Mathematics {
  static func exp(_ x: Double) -> Double { PortableMath.exp(x) }
  static func log(_ x: Double) -> Double { PortableMath.log(x) }
  static func sqrt(_ x: Double) -> Double { x.squareRoot() }

  /// `a - b * floor(a / b)`: the sign of the divisor, as in Python.
  static func remainder(_ a: Double, _ b: Double) -> Double {
    let rest = a.truncatingRemainder(dividingBy: b)
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
  }

  /// Whole exponents by repeated squaring, halves by the root, others by `exp(b log a)`.
  static func power(_ a: Double, _ b: Double) -> Double {
    if b == 0 || a == 1 { return 1 }
    if a.isNaN || b.isNaN { return .nan }
    if b == 0.5, a >= 0 { return a.squareRoot() }
    if b == b.rounded(), b.magnitude <= 1024 { return whole(a, Int(b)) }
    if b.isInfinite || a.isInfinite || a == 0 { return extreme(a, b) }
    if a > 0 { return exp(b * log(a)) }
    guard b == b.rounded() else { return .nan }
    let size = exp(b * log(-a))
    return remainder(b, 2) == 0 ? size : -size
  }

  private static func whole(_ a: Double, _ exponent: Int) -> Double {
    var result = 1.0
    var base = a
    var rest = exponent.magnitude
    while rest > 0 {
      if rest & 1 == 1 { result *= base }
      rest >>= 1
      if rest > 0 { base *= base }
    }
    return exponent < 0 ? 1 / result : result
  }

  /// Zero or infinity on one side, by IEEE 754's `pow`.
  private static func extreme(_ a: Double, _ b: Double) -> Double {
    let size = a.magnitude
    let isOdd = b == b.rounded() && remainder(b, 2) == 1
    if size == 1 { return 1 }
    let grows = (size > 1) == (b > 0)
    let result = grows ? Double.infinity : 0
    return a.sign == .minus && isOdd ? -result : result
  }
}
