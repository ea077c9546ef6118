import Tensor

extension Evaluator {
  /// Nil when the claim of an `expect` holds, otherwise what is to be said.
  ///
  /// - Throws: when the claim cannot be evaluated, which is a failure of its own.
  package func unmet(_ claim: Argument) throws(Diagnostic) -> Diagnostic? {
    switch claim.kind {
    case .expressions(let list):
      for expression in list where !(try condition(expression)) { return unmet(expression) }
      return nil
    case .closeness(let left, let right, let within): return try distant(left, right, within, claim.range)
    default:
      throw failure(
        "not-a-condition", "expected a condition, found `\(claim.raw)`", label: "not a condition",
        help: "`expect loss < 0.1`", at: claim.range)
    }
  }

  private func unmet(_ expression: Expression) -> Diagnostic {
    var sides = [expression]
    if case .binary(_, let left, let right) = expression.kind { sides = [left, right] }
    return failure(
      "unmet-expectation", "`\(text(expression))` does not hold", label: "this is false",
      notes: sides.compactMap(note), help: remedy(sides),
      at: expression.range)
  }

  /// How to look further into a claim with these sides.
  private func remedy(_ sides: [Expression]) -> String {
    let named = sides.first { side in
      if case .number = side.kind { false } else { true }
    }
    return named.map { "`print \(text($0))` shows more" } ?? "both sides are written out: change one"
  }

  /// What an expression is now, unless it says so itself.
  private func note(_ expression: Expression) -> String? {
    switch expression.kind {
    case .number, .text: return nil
    default:
      guard let value = try? value(of: expression) else { return nil }
      let written = value.sourceText
      if written == text(expression) { return nil }
      return "`\(text(expression))` is \(written.utf8.count <= 80 ? written : value.kindName)"
    }
  }

  /// `A ~ B within C`: no entry differs by more than C; nan is near to nothing.
  private func distant(
    _ leftSide: Expression, _ rightSide: Expression, _ within: Expression, _ range: SourceRange
  ) throws(Diagnostic) -> Diagnostic? {
    let (left, right) = (try value(of: leftSide), try value(of: rightSide))
    guard let a = left.asTensor else { throw notNumeric(left, leftSide.range) }
    guard let b = right.asTensor else { throw notNumeric(right, rightSide.range) }
    let bound = try value(of: within)
    guard let tolerance = bound.asNumber, tolerance >= 0 else {
      throw failure(
        "bad-tolerance", "expected a number of at least 0 after `within`, found `\(bound.displayText)`",
        label: "the largest difference allowed", help: "`within 1e-6`", at: within.range)
    }
    // Equal infinities have no difference, though their subtraction gives nan.
    let differences = try entrywise("~", a, b, at: range) { $0 == $1 ? 0 : ($0 - $1).magnitude }
    let largest = Reduction.maximum.apply(differences.values) ?? 0
    if largest <= tolerance { return nil }
    return failure(
      "unmet-expectation", "`\(source.text(range))` does not hold",
      label: "off by \(Value.number(largest).displayText)", notes: [leftSide, rightSide].compactMap(note),
      help: remedy([leftSide, rightSide]), at: range)
  }
}
