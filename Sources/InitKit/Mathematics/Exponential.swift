extension PortableMath {
  /// The exponential function; within 1 unit in the last place.
  ///
  /// x = k log 2 + r with |r| at most log(2) / 2; the Taylor series of exp(r) to r^13, times 2^k.
  public static func exp(_ x: Double) -> Double {
    guard x == x else { return x }
    // Beyond these the result is infinite or rounds to zero.
    if x > 709.782712893384 { return .infinity }
    if x < -745.1332191019412 { return 0 }
    let count = nearestWhole(x * 1.4426950408889634)
    let high = x - count * ln2High
    let low = count * ln2Low
    let rest = high - low
    let lost = (high - rest) - low
    let series = rest * rest * polynomial(rest, expTail)
    return scaled(1 + (rest + (series + lost)), byPowerOfTwo: Int(count))
  }

  /// 1 / 2!, 1 / 3!, ..., 1 / 13!.
  private static let expTail: [Double] = {
    var factorial = 1.0
    return (2...13).map { factor in
      factorial *= Double(factor)
      return 1 / factorial
    }
  }()
}
