import Tensor

extension Evaluator {
  func negated(_ value: Value, _ range: SourceRange) throws(Diagnostic) -> Value {
    if let number = value.asNumber { return .number(-number) }
    guard let tensor = value.asTensor else { throw notNumeric(value, range) }
    return .tensor(Tensor(shape: tensor.shape, values: tensor.values.map { -$0 }))
  }

  /// Arithmetic, comparison, or a range.
  func combined(
    _ sign: BinaryOperator, _ leftSide: Expression, _ rightSide: Expression, at range: SourceRange
  ) throws(Diagnostic) -> Value {
    let left = try value(of: leftSide)
    let right = try value(of: rightSide)
    if sign == .range {
      guard let lower = left.asNumber else { throw notNumber(left, leftSide.range, "start") }
      guard let upper = right.asNumber else { throw notNumber(right, rightSide.range, "end") }
      return .range(lower, upper)
    }
    if let equal = try equality(sign, left, right, at: range) { return .boolean(equal) }
    if let a = left.asNumber, let b = right.asNumber {
      return try scalar(sign, (a, leftSide), (b, rightSide))
    }
    guard let a = left.asTensor else { throw notNumeric(left, leftSide.range) }
    guard let b = right.asTensor else { throw notNumeric(right, rightSide.range) }
    return Value(try entrywise(sign.rawValue, a, b, at: range, sign.function))
  }

  private func scalar(
    _ sign: BinaryOperator, _ left: (Double, Expression), _ right: (Double, Expression)
  ) throws(Diagnostic) -> Value {
    let divides = sign == .divide || sign == .remainder
    if divides, right.0 == 0 { throw divisionByZero(right.1, label: "this is 0") }
    if sign == .power, left.0 == 0, right.0 < 0 {
      throw divisionByZero(left.1, label: "0 has no negative power")
    }
    let result = sign.function(left.0, right.0)
    return sign.isComparison ? .boolean(result != 0) : .number(result)
  }

  private func divisionByZero(_ zero: Expression, label: String) -> Diagnostic {
    var help = "`if \(text(zero)) != 0 { … }` guards it"
    if case .number = zero.kind { help = "infinity is written `inf`" }
    return failure("division-by-zero", "division by zero", label: label, help: help, at: zero.range)
  }

  /// Equality of what is not numeric; nil where numbers are to be compared, or nothing is.
  private func equality(
    _ sign: BinaryOperator, _ left: Value, _ right: Value, at range: SourceRange
  ) throws(Diagnostic) -> Bool? {
    guard sign.isComparison else { return nil }
    let isEqual: Bool
    switch (left, right) {
    case (.text(let a), .text(let b)):
      switch sign {
      case .less: return a < b
      case .lessOrEqual: return a <= b
      case .greater: return a > b
      case .greaterOrEqual: return a >= b
      default: isEqual = a == b
      }
    case (.list, .list), (.range, .range), (.specification, .specification), (.reference, .reference):
      guard sign == .equal || sign == .notEqual else { return nil }
      isEqual = left == right
    default:
      guard left.asTensor == nil || right.asTensor == nil else { return nil }
      throw failure(
        "type-mismatch", "cannot compare \(left.kindName) with \(right.kindName)",
        label: "different kinds of values", help: "a layer's numbers are its parts, such as `h1.weight`",
        at: range)
    }
    return sign == .equal ? isEqual : !isEqual
  }

  func notNumeric(_ value: Value, _ range: SourceRange) -> Diagnostic {
    var help = "numbers, tensors and lists of numbers have arithmetic"
    if case .reference(let reference) = value {
      help = "a part of it has numbers: `\(reference.text).weight`"
    }
    return failure(
      "not-numeric", "expected a number or a tensor, found \(value.kindName)",
      label: "this is \(value.kindName)", help: help, at: range)
  }

  private func notNumber(_ value: Value, _ range: SourceRange, _ role: String) -> Diagnostic {
    failure(
      "not-numeric", "expected a number as the \(role) of the range, found \(value.kindName)",
      label: "this is \(value.kindName)", help: "such as `1..10`", at: range)
  }
}

extension BinaryOperator {
  /// On one pair of numbers; comparisons give 1 or 0.
  var function: (Double, Double) -> Double {
    switch self {
    case .plus: { $0 + $1 }
    case .minus: { $0 - $1 }
    case .times: { $0 * $1 }
    case .divide: { $0 / $1 }
    case .remainder: Mathematics.remainder
    case .power: Mathematics.power
    case .less: { $0 < $1 ? 1 : 0 }
    case .lessOrEqual: { $0 <= $1 ? 1 : 0 }
    case .greater: { $0 > $1 ? 1 : 0 }
    case .greaterOrEqual: { $0 >= $1 ? 1 : 0 }
    case .equal: { $0 == $1 ? 1 : 0 }
    case .notEqual: { $0 != $1 ? 1 : 0 }
    case .and: { $0 != 0 && $1 != 0 ? 1 : 0 }
    case .or: { $0 != 0 || $1 != 0 ? 1 : 0 }
    case .range: { $1 - $0 }
    }
  }
}
