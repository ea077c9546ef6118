extension RandomStream {
  /// Draws a number from `[0, 1)`, a multiple of 2^-53.
  ///
  /// The words a, b of a draw give `((a >> 5) 2^26 + (b >> 6)) / 2^53`, as in Matsumoto and Nishimura's
  /// `genrand_res53`.
  public mutating func uniform() -> Double {
    let bits = next()
    return Double((bits >> 37) << 26 | (bits & 0xFFFF_FFFF) >> 6) * 0x1p-53
  }

  /// Draws a number from `low..high`; the upper end can only come up by rounding.
  public mutating func uniform(_ low: Double, _ high: Double) -> Double {
    // Both ends are reached exactly and the difference cannot overflow.
    let share = uniform()
    return min(high, max(low, low * (1 - share) + high * share))
  }

  /// Draws a number from `(0, 1)`, an odd multiple of 2^-53: u and 1 - u are equally likely, bit for bit.
  public mutating func openUniform() -> Double { centeredUniform() + 0.5 }

  /// Draws a number from `(-1/2, 1/2)`, an odd multiple of 2^-53; exact, also near zero.
  public mutating func centeredUniform() -> Double {
    (Double(next() >> 12) + 0.5) * 0x1p-52 - 0.5
  }

  /// Draws from the standard normal law, from one 64-bit draw, by the inverse distribution function.
  ///
  /// No value lies farther out than 8.21, the quantile of 2^-53.
  public mutating func normal() -> Double { PortableMath.normalQuantile(centered: centeredUniform()) }

  /// Draws a whole number from `0..<bound`, each equally likely.
  ///
  /// Source: Lemire 2019, doi:10.1145/3230636, algorithm 5. The bound must be positive.
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "there is no whole number below \(bound) to draw")
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }

  /// Draws an order of `0..<count`, each equally likely, by Fisher and Yates' shuffle from the end.
  public mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<max(0, count))
    for last in stride(from: order.count - 1, to: 0, by: -1) { order.swapAt(last, below(last + 1)) }
    return order
  }
}
