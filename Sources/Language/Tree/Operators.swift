/// Operators with two operands, by the text that writes them.
package enum BinaryOperator: String, CaseIterable, Sendable {
  case or, and
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
  case range = ".."
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divide = "/"
  case remainder = "%"
  case power = "^"

  /// Higher binds tighter; unary minus stands between product and power, `not` between `and` and comparison.
  package var precedence: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: 4
    case .range: 5
    case .plus, .minus: 6
    case .times, .divide, .remainder: 7
    case .power: 9
    }
  }

  package var isComparison: Bool { precedence == 4 }
}

/// Operators before one operand.
package enum UnaryOperator: String, CaseIterable, Sendable {
  case not
  case minus = "-"

  package var precedence: Int { self == .not ? 3 : 8 }
}
