/// The marks of the language.
enum Symbol: String, CaseIterable, Sendable {
  case plus = "+"
  case minus = "-"
  case times = "*"
  case slash = "/"
  case percent = "%"
  case caret = "^"
  case doubleTimes = "**"
  case equal = "=="
  case notEqual = "!="
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case less = "<"
  case greater = ">"
  case assign = "="
  case tilde = "~"
  case comma = ","
  case colon = ":"
  case semicolon = ";"
  case range = ".."
  case dot = "."
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openBracket = "["
  case closeBracket = "]"
  case openBrace = "{"
  case closeBrace = "}"

  /// May stand between two operands of a word-mode argument, with blanks on both sides.
  var joinsOperands: Bool {
    switch self {
    case .plus, .minus, .times, .slash, .percent, .caret, .doubleTimes, .range: true
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }

  /// The mark that starts at the bytes, the longest one first.
  static func leading(_ first: UInt8, _ second: UInt8?) -> Symbol? {
    if let second, let pair = Symbol(rawValue: String(decoding: [first, second], as: UTF8.self)) {
      return pair
    }
    return Symbol(rawValue: String(decoding: [first], as: UTF8.self))
  }
}
