/// Exact comparison of a binary with a decimal number, in whole-number arithmetic of any length.
enum ExactDecimal {
  /// -1, 0 or 1 as `value` is below, equal to or above 0.d1 d2 … times 10 to the power of `point`.
  ///
  /// Both sides are multiplied by the powers of 2 and 10 that make them whole. `value` is finite and
  /// not negative.
  static func compare(_ value: Double, digits: [UInt8], point: Int) -> Int {
    var binary: [UInt32] = []
    var decimal: [UInt32] = []
    if value > 0 {
      let bits = value.significandBitPattern | (value.isNormal ? 1 << 52 : 0)
      binary = [UInt32(truncatingIfNeeded: bits), UInt32(truncatingIfNeeded: bits >> 32)]
    }
    for digit in digits { multiply(&decimal, by: 10, adding: UInt32(digit)) }
    let binaryExponent = (value.isNormal ? Int(value.exponentBitPattern) : 1) - 1075
    let decimalExponent = point - digits.count
    scale(&binary, by: 2, times: max(0, binaryExponent))
    scale(&decimal, by: 2, times: max(0, -binaryExponent))
    scale(&decimal, by: 10, times: max(0, decimalExponent))
    scale(&binary, by: 10, times: max(0, -decimalExponent))
    return compare(binary, decimal)
  }

  private static func scale(_ number: inout [UInt32], by factor: UInt32, times: Int) {
    for _ in 0..<times { multiply(&number, by: factor, adding: 0) }
  }

  private static func multiply(_ number: inout [UInt32], by factor: UInt32, adding: UInt32) {
    var carry = UInt64(adding)
    for index in number.indices {
      let product = UInt64(number[index]) * UInt64(factor) + carry
      number[index] = UInt32(truncatingIfNeeded: product)
      carry = product >> 32
    }
    if carry > 0 { number.append(UInt32(carry)) }
  }

  private static func compare(_ left: [UInt32], _ right: [UInt32]) -> Int {
    for index in stride(from: max(left.count, right.count) - 1, through: 0, by: -1) {
      let a = index < left.count ? left[index] : 0
      let b = index < right.count ? right[index] : 0
      if a != b { return a < b ? -1 : 1 }
    }
    return 0
  }
}
