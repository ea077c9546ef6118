/// Elementary functions in double precision whose bits are the same on every machine.
///
/// Only additions, multiplications, divisions and square roots of IEEE 754 are used, in a written order,
/// never fused: the system's library may round differently from one version to the next.
public enum PortableMath {
  /// The ratio of a circle's circumference to its diameter.
  public static let pi = 3.141592653589793

  /// Value of a polynomial by Horner's rule; coefficients from the constant upwards.
  static func polynomial(_ x: Double, _ coefficients: [Double]) -> Double {
    var sum = 0.0
    for index in stride(from: coefficients.count - 1, through: 0, by: -1) {
      sum = sum * x + coefficients[index]
    }
    return sum
  }

  /// The nearest whole number, even ones at a tie, for magnitudes below 2^51.
  ///
  /// `rounded()` calls the system's library where the processor has no instruction for it.
  static func nearestWhole(_ x: Double) -> Double { (x + 0x1.8p52) - 0x1.8p52 }

  /// A number times a power of two, rounded once.
  static func scaled(_ x: Double, byPowerOfTwo exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: x)
  }
}
