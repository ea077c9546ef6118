/// A value that a user wrote as an initializer's argument.
public enum ArgumentValue: Sendable, Equatable {
  /// A number; whole ones too.
  case number(Double)
  /// A word or quoted text.
  case text(String)
  /// `true` or `false`.
  case boolean(Bool)
  /// A list in brackets.
  case list([ArgumentValue])

  /// The value as it can be typed, with the shortest digits that read back to the same bits.
  public var source: String {
    switch self {
    case .number(let value):
      var digits = "\(value)"
      // Swift writes 1e-08 and 1e+30 where people write 1e-8 and 1e30.
      if let exponent = digits.firstIndex(of: "e") {
        let sign = digits.index(after: exponent)
        if digits[exponent...].hasPrefix("e-0") { digits.remove(at: digits.index(after: sign)) }
        if digits[exponent...].hasPrefix("e+") { digits.remove(at: sign) }
      }
      return digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits
    case .text(let word): return Self.isPlain(word) ? word : Self.quoted(word)
    case .boolean(let value): return value ? "true" : "false"
    case .list(let values):
      return "[" + values.map(\.source).joined(separator: ", ") + "]"
    }
  }

  /// Whether a text can be typed without quotes.
  private static func isPlain(_ text: String) -> Bool {
    let rest = text.unicodeScalars.dropFirst()
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic || first == "_" else {
      return false
    }
    return rest.allSatisfy { $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_" }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for character in text {
      if character == "\"" || character == "\\" { result.append("\\") }
      result.append(character)
    }
    return result + "\""
  }
}
