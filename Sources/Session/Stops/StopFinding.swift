import Language
import Text

/// Why training stopped: a condition, and what its parts are.
struct StopFinding {
  /// `until`, `break 1`, `watch 2`.
  let name: String
  /// As JSON says it: `condition`, `break`, `watch`.
  let reason: String
  /// Number of the point; nil for `until`.
  let number: Int?
  /// The expression as typed.
  let text: String
  /// Its value before, of a watch.
  let before: Value?
  /// What it and its parts are now.
  let values: [(text: String, value: Value)]

  /// For people, one line for each value.
  var blocks: [Text.Block] {
    var lines: [StyledText] = ["\("stopped by \(name)", .warning): \(text, .code)"]
    for (text, value) in values {
      if let before {
        lines.append("  \(text, .name): \(before.displayText, .number) -> \(value.displayText, .number)")
      } else {
        lines.append("  \(text, .name) = \(value.displayText, .number)")
      }
    }
    return lines.map { .text($0) }
  }

  /// For programs.
  var data: DataValue {
    var object: DataObject = [
      "kind": .text(reason), "number": number.map { .integer($0) } ?? .null, "expression": .text(text),
    ]
    if let before { object["before"] = before.data }
    object["values"] = .array(
      values.map { ["expression": .text($0.text), "value": $0.value.data] })
    return .object(object)
  }
}

extension Evaluator {
  /// The sides of the comparisons that a condition consists of, with their values; literals say themselves what
  /// they are.
  func parts(of condition: Expression) throws(Diagnostic) -> [(text: String, value: Value)] {
    var found: [(text: String, value: Value)] = []
    try collect(condition, &found)
    var seen: Set<String> = []
    return found.filter { seen.insert($0.text).inserted }
  }

  private func collect(
    _ expression: Expression, _ found: inout [(text: String, value: Value)]
  ) throws(Diagnostic) {
    switch expression.kind {
    case .number, .text: return
    case .unary(.not, let operand): try collect(operand, &found)
    case .binary(let sign, let left, let right) where sign == .and || sign == .or || sign.isComparison:
      try collect(left, &found)
      try collect(right, &found)
    default: found.append((source.text(expression.range), try value(of: expression)))
    }
  }
}
