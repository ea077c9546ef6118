/// A finite number as decimal digits: 0.d1 d2 d3 … times 10 to the power of `point`.
///
/// 123.4 has digits 1 2 3 4 and point 3; zero has no digits and point 0. Digits have no zero at the end.
struct DecimalDigits: Equatable {
  var negative: Bool
  var digits: [UInt8]
  var point: Int

  /// The shortest digits that read back to the same bits, as `Double.description` has them.
  ///
  /// Precondition: the value is finite.
  init(_ value: Double) {
    precondition(value.isFinite, "no digits")
    negative = value.sign == .minus
    digits = []
    point = 0
    var exponent = 0
    var sawPoint = false
    let text = value.magnitude.description.utf8
    for (offset, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "."): sawPoint = true
      case UInt8(ascii: "e"): exponent = Int(String(text.dropFirst(offset + 1)) ?? "") ?? 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits.append(byte - UInt8(ascii: "0"))
        if !sawPoint { point += 1 }
      default: break
      }
      if byte == UInt8(ascii: "e") { break }
    }
    point += exponent
    trim()
  }

  /// Rounded to so many digits after the first, as the exact binary value asks, ties to even.
  ///
  /// Shortest digits decide all but one case: when they end in a lone 5 just behind the cut, the binary
  /// value itself may lie to either side.
  func rounded(toDigits count: Int, of value: Double) -> DecimalDigits {
    guard count < digits.count else { return self }
    guard count >= 0 else { return DecimalDigits(negative: negative, digits: [], point: 0) }
    var result = self
    result.digits.removeSubrange(count...)
    let next = digits[count]
    let isTie = next == 5 && count + 1 == digits.count
    let odd = count > 0 && digits[count - 1] % 2 == 1
    let up: Bool
    if isTie {
      let side = ExactDecimal.compare(value.magnitude, digits: digits, point: point)
      up = side > 0 || (side == 0 && odd)
    } else {
      up = next >= 5
    }
    if up { result.increment() }
    result.trim()
    return result
  }

  private init(negative: Bool, digits: [UInt8], point: Int) {
    self.negative = negative
    self.digits = digits
    self.point = point
  }

  /// Adds one to the last digit.
  private mutating func increment() {
    var index = digits.count - 1
    while index >= 0 {
      if digits[index] < 9 {
        digits[index] += 1
        return
      }
      digits[index] = 0
      index -= 1
    }
    digits.insert(1, at: 0)
    point += 1
  }

  /// Drops zeros at both ends.
  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    point = digits.isEmpty ? 0 : point - zeros
  }
}
