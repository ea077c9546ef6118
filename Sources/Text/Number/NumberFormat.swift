/// Numbers as people read them: no locale, correctly rounded, `nan` and `inf` as words.
///
/// ```
/// NumberFormat().string(1 / 3.0)               // 0.333333
/// NumberFormat(digits: 3).string(0.0000123456) // 1.23e-5
/// NumberFormat.fixed(2).string(2.675)          // 2.67, for the binary number lies below
/// ```
package struct NumberFormat: Equatable, Sendable {
  /// How digits are laid out.
  package enum Layout: Equatable, Sendable {
    /// Significant digits without zeros at the end, a power of ten when very large or small.
    case general(digits: Int)
    /// So many decimals, always.
    case fixed(decimals: Int)
    /// One digit before the point and a power of ten, always.
    case scientific(digits: Int)
  }

  package var layout: Layout

  package init(digits: Int = 6) {
    layout = .general(digits: digits)
  }

  package init(_ layout: Layout) {
    self.layout = layout
  }

  /// So many digits behind the point, always.
  package static func fixed(_ decimals: Int) -> NumberFormat { NumberFormat(.fixed(decimals: decimals)) }

  /// A power of ten, always.
  package static func scientific(digits: Int = 6) -> NumberFormat {
    NumberFormat(.scientific(digits: digits))
  }

  /// The shortest text that reads back to the same bits, without `.0` behind whole numbers.
  package static func exact(_ value: Double) -> String {
    guard value.isFinite else { return word(value) }
    return NumberFormat(digits: 17).string(value)
  }

  /// The number as text; negative zero is `-0`.
  package func string(_ value: Double) -> String {
    guard value.isFinite else { return Self.word(value) }
    let shortest = DecimalDigits(value)
    switch layout {
    case .general(let digits):
      return Self.general(shortest, digits: max(1, digits), of: value)
    case .fixed(let decimals):
      let decimals = max(0, decimals)
      let rounded = shortest.rounded(toDigits: shortest.point + decimals, of: value)
      return Self.plain(rounded, decimals: decimals)
    case .scientific(let digits):
      return Self.scientific(shortest.rounded(toDigits: max(1, digits), of: value))
    }
  }

  /// Powers of ten are used outside 1e-4 to 1e6, but whole numbers stay whole up to 1e9.
  private static func general(_ shortest: DecimalDigits, digits: Int, of value: Double) -> String {
    if value.magnitude < 1e9, value == value.rounded() { return plain(shortest, decimals: 0) }
    let rounded = shortest.rounded(toDigits: digits, of: value)
    guard rounded.point > -4, rounded.point <= max(6, digits) else { return scientific(rounded) }
    let before = max(digits, shortest.point)
    let kept = shortest.rounded(toDigits: before, of: value)
    return plain(kept, decimals: max(0, kept.digits.count - kept.point))
  }

  private static func word(_ value: Double) -> String {
    value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
  }

  private static func plain(_ number: DecimalDigits, decimals: Int) -> String {
    func digit(_ index: Int) -> Character {
      let value = number.digits.indices.contains(index) ? number.digits[index] : 0
      return Character(UnicodeScalar(UInt8(ascii: "0") + value))
    }
    var text = number.negative ? "-" : ""
    if number.point <= 0 { text += "0" }
    for index in 0..<max(0, number.point) { text.append(digit(index)) }
    guard decimals > 0 else { return text }
    text += "."
    for index in number.point..<number.point + decimals { text.append(digit(index)) }
    return text
  }

  private static func scientific(_ number: DecimalDigits) -> String {
    let digits = number.digits.isEmpty ? [0] : number.digits
    var text = (number.negative ? "-" : "") + String(digits[0])
    if digits.count > 1 { text += "." + digits.dropFirst().map { String($0) }.joined() }
    return text + "e" + String(number.digits.isEmpty ? 0 : number.point - 1)
  }
}
