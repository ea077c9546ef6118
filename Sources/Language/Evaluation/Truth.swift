import Tensor

extension Evaluator {
  /// Whether a condition holds.
  ///
  /// A number holds when it is not 0. A comparison of tensors holds when it does for every entry, except `!=`,
  /// which could as well mean any: that, and every other tensor, has to say `all(…)` or `any(…)`.
  package func condition(_ expression: Expression) throws(Diagnostic) -> Bool {
    let value = try value(of: expression)
    if case .tensor(let tensor) = value, tensor.values.count != 1,
      case .binary(let sign, _, _) = expression.kind, sign.isComparison, sign != .notEqual
    {
      return tensor.values.allSatisfy { $0 != 0 }
    }
    return try truth(value, expression.range)
  }

  private func truth(_ value: Value, _ range: SourceRange) throws(Diagnostic) -> Bool {
    if let number = value.asNumber { return number != 0 }
    let text = source.text(range)
    if let tensor = value.asTensor {
      if tensor.values.count == 1 { return tensor.values[0] != 0 }
      throw failure(
        "ambiguous-condition", "expected one condition, found \(tensor.values.count) of them",
        label: "this is \(value.kindName)", help: "`all(\(text))` or `any(\(text))`", at: range)
    }
    throw failure(
      "not-a-condition", "expected a condition, found \(value.kindName)", label: "this is \(value.kindName)",
      help: "such as `loss < 0.1`", at: range)
  }

  func inverted(_ value: Value, _ range: SourceRange) throws(Diagnostic) -> Value {
    if let tensor = value.asTensor, tensor.rank > 0 { return .tensor(tensor.map { $0 == 0 ? 1 : 0 }) }
    return .boolean(!(try truth(value, range)))
  }

  /// `and`, `or`: the right side is not looked at when the left decides; entry by entry on tensors.
  func joined(
    _ sign: BinaryOperator, _ leftSide: Expression, _ rightSide: Expression
  ) throws(Diagnostic) -> Value {
    let left = try value(of: leftSide)
    let isEntrywise = left.asTensor.map { $0.rank > 0 } ?? false
    if !isEntrywise, try truth(left, leftSide.range) == (sign == .or) { return .boolean(sign == .or) }
    let right = try value(of: rightSide)
    guard case (let a?, let b?) = (left.asTensor, right.asTensor), !(a.shape.isEmpty && b.shape.isEmpty)
    else {
      return .boolean(try truth(right, rightSide.range))
    }
    let range = leftSide.range.union(rightSide.range)
    return Value(try entrywise(sign.rawValue, a, b, at: range, sign.function))
  }
}
