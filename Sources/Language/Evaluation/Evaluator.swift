import Tensor

/// Computes expressions against a scope and an environment; changes neither.
package struct Evaluator {
  package let source: SourceText
  package let scope: Scope
  package let environment: any Environment

  package init(_ source: SourceText, scope: Scope, environment: any Environment) {
    self.source = source
    self.scope = scope
    self.environment = environment
  }

  /// The value of an expression.
  ///
  /// - Throws: a diagnostic with its place in the source.
  package func value(of expression: Expression) throws(Diagnostic) -> Value {
    switch expression.kind {
    case .number(let value): return .number(value)
    case .text(let text): return .text(text)
    case .list(let items):
      var values: [Value] = []
      for item in items { values.append(try value(of: item)) }
      return try bounded(.list(values), expression.range)
    case .unary(.minus, let operand): return try negated(try value(of: operand), operand.range)
    case .unary(.not, let operand): return try inverted(try value(of: operand), operand.range)
    case .binary(let sign, let left, let right):
      switch sign {
      case .and, .or: return try joined(sign, left, right)
      default: return try combined(sign, left, right, at: expression.range)
      }
    case .call(let name, let arguments): return try call(name, arguments, at: expression.range)
    case .name, .member, .index: return try path(expression)
    case .bounded(_, let bounds):
      throw failure(
        "misplaced-bounds", "`in` gives bounds to a parameter that is being defined",
        label: "nothing is defined here", help: "`init define mine(gain=1 in 0..10) = normal(0, gain)`",
        at: bounds.range)
    }
  }

  func text(_ expression: Expression) -> String { source.text(expression.range) }

  func failure(
    _ code: String, _ message: String, label: String = "", notes: [String] = [], help: String? = nil,
    suggestions: [String] = [], at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      code, message, label: label, notes: notes, help: help, suggestions: suggestions, source: source,
      range: range)
  }
}
