import InitKit

/// The natural logarithm, without Foundation.
enum PortableLogarithm {
  static func of(_ x: Double) -> Double { PortableMath.log(x) }
}
