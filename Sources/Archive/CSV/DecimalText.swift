/// What a field says when it is read as a number.
enum DecimalText: Equatable {
  case number(Double)
  case missing
  case outOfRange
  case text

  /// Ten to the powers that doubles hold exactly.
  private static let powers: [Double] = (0...22).map { Double("1e\($0)") ?? 1 }

  /// Reads digits with sign, point and exponent; no spaces, no hexadecimal, no grouping.
  init(_ bytes: ArraySlice<UInt8>, decimalComma: Bool) {
    if Self.isMissing(bytes) {
      self = .missing
      return
    }
    var scan = Scan(bytes, decimalComma: decimalComma)
    guard scan.run() else {
      self = Self.isInfinite(bytes) ? .outOfRange : .text
      return
    }
    // Both factors are exact, so one rounding gives the nearest double (W. D. Clinger, 1990).
    if scan.digits <= 15, scan.exponent.magnitude <= 22 {
      let whole = Double(scan.mantissa)
      let power = Self.powers[Int(scan.exponent.magnitude)]
      let magnitude = scan.exponent < 0 ? whole / power : whole * power
      self = .number(scan.isNegative ? -magnitude : magnitude)
      return
    }
    let plain = bytes.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
    guard let value = Double(String(decoding: plain, as: UTF8.self)) else {
      self = .text
      return
    }
    self = value.isFinite ? .number(value) : .outOfRange
  }

  private static func isMissing(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first else { return true }
    // Most fields are short numbers, and those need no closer look.
    if (0x30...0x39) ~= first || bytes.count > 3 { return false }
    return ["?", "na", "n/a", "nan"].contains(lowercased(bytes))
  }

  private static func isInfinite(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count <= 9 else { return false }
    let text = lowercased(bytes)
    return ["inf", "infinity"].contains(
      text.hasPrefix("-") || text.hasPrefix("+") ? String(text.dropFirst()) : text)
  }

  private static func lowercased(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.map { (0x41...0x5A) ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}

/// The grammar of a number: sign, digits with at most one point, exponent.
private struct Scan {
  private(set) var mantissa: UInt64 = 0
  /// Significant digits, those of the mantissa as long as they are 15 at most.
  private(set) var digits = 0
  private(set) var exponent = 0
  private(set) var isNegative = false
  private let bytes: ArraySlice<UInt8>
  private let point: UInt8
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>, decimalComma: Bool) {
    self.bytes = bytes
    position = bytes.startIndex
    let hasPoint = bytes.contains(UInt8(ascii: "."))
    point = decimalComma && !hasPoint ? UInt8(ascii: ",") : UInt8(ascii: ".")
  }

  /// Whether all of the bytes are one number.
  mutating func run() -> Bool {
    isNegative = takeSign()
    var count = takeDigits(behindPoint: false)
    if take(point) { count += takeDigits(behindPoint: true) }
    guard count > 0 else { return false }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      let isBelow = takeSign()
      guard let power = takeExponent() else { return false }
      exponent += isBelow ? -power : power
    }
    return position == bytes.endIndex
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.endIndex, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func takeSign() -> Bool {
    if take(UInt8(ascii: "-")) { return true }
    _ = take(UInt8(ascii: "+"))
    return false
  }

  private mutating func digit() -> UInt8? {
    guard position < bytes.endIndex, (0x30...0x39) ~= bytes[position] else { return nil }
    position += 1
    return bytes[position - 1] - 0x30
  }

  private mutating func takeDigits(behindPoint: Bool) -> Int {
    var count = 0
    while let digit = digit() {
      count += 1
      if behindPoint { exponent -= 1 }
      guard digits > 0 || digit > 0 else { continue }
      digits += 1
      if digits <= 15 { mantissa = mantissa * 10 + UInt64(digit) }
    }
    return count
  }

  /// The exponent's digits; more than a million is as good as a million.
  private mutating func takeExponent() -> Int? {
    guard var value = digit().map(Int.init) else { return nil }
    while let digit = digit() { value = min(value * 10 + Int(digit), 1_000_000) }
    return value
  }
}
