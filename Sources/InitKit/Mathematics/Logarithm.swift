extension PortableMath {
  /// The natural logarithm; within 1 unit in the last place.
  ///
  /// x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2), s = f / (2 + f), and
  /// log(1 + f) = 2 (s + s^3 / 3 + s^5 / 5 + ...). Zero gives minus infinity, a negative number NaN.
  public static func log(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return x == 0 ? -.infinity : x > 0 ? x : .nan }
    var exponent = Int(x.exponent)
    var significand = x.significand
    if significand > 1.4142135623730951 {
      significand *= 0.5
      exponent += 1
    }
    let fraction = significand - 1
    let ratio = fraction / (2 + fraction)
    let square = ratio * ratio
    let tail = square * polynomial(square, atanhTail)
    // 2 s = f - f^2 / 2 + s f^2 / 2, in which the large term f is exact.
    let half = 0.5 * fraction * fraction
    let count = Double(exponent)
    return count * ln2High + (fraction - (half - (ratio * (half + tail) + count * ln2Low)))
  }

  /// 2 / 3, 2 / 5, ...: the series of 2 atanh(s) / s - 2; the first term left out is below 2^-58.
  private static let atanhTail: [Double] = (1...11).map { 2 / Double(2 * $0 + 1) }

  /// The first 32 bits of log 2, so that products with an exponent are exact.
  static let ln2High = 0.6931471803691238
  /// The rest of log 2.
  static let ln2Low = 1.9082149292705877e-10
}
