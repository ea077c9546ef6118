/// Writes expressions so that they parse back to the same tree, with no bracket that is not needed.
package enum ExpressionPrinter {
  package static func text(_ expression: Expression) -> String { text(expression, minimum: 0) }

  /// `minimum` is the precedence below which the place needs parentheses.
  private static func text(_ expression: Expression, minimum: Int) -> String {
    switch expression.kind {
    case .number(let value): return number(value)
    case .text(let value): return quoted(value)
    case .name(let name): return name
    case .list(let items): return "[" + items.map { text($0) }.joined(separator: ", ") + "]"
    case .unary(let sign, let operand):
      let inner = text(operand, minimum: sign.precedence)
      return enclosed(sign == .not ? "not " + inner : "-" + inner, if: sign.precedence < minimum)
    case .binary(let sign, let left, let right):
      return enclosed(binary(sign, left, right), if: sign.precedence < minimum)
    case .call(let name, let arguments):
      return name.text + "(" + arguments.map(argument).joined(separator: ", ") + ")"
    case .member(let base, let name): return self.base(base) + "." + name.text
    case .index(let base, let items):
      return self.base(base) + "[" + items.map(item).joined(separator: ", ") + "]"
    case .bounded(let value, let bounds): return "\(text(value)) in \(text(bounds))"
    }
  }

  private static func binary(_ sign: BinaryOperator, _ left: Expression, _ right: Expression) -> String {
    let precedence = sign.precedence
    let isChaining = !sign.isComparison && sign != .range && sign != .power
    let before = text(left, minimum: isChaining ? precedence : precedence + 1)
    let after = text(right, minimum: sign == .power ? 8 : precedence + 1)
    let isTight = sign == .range || sign == .power
    return isTight ? before + sign.rawValue + after : "\(before) \(sign.rawValue) \(after)"
  }

  private static func enclosed(_ text: String, if condition: Bool) -> String {
    condition ? "(\(text))" : text
  }

  private static func base(_ expression: Expression) -> String {
    switch expression.kind {
    case .number, .unary, .binary: "(\(text(expression)))"
    default: text(expression)
    }
  }

  private static func argument(_ argument: Expression.CallArgument) -> String {
    (argument.label.map { $0.text + "=" } ?? "") + text(argument.value)
  }

  private static func item(_ item: Expression.IndexItem) -> String {
    switch item {
    case .at(let place): text(place)
    case .slice(let from, let to): (from.map { text($0) } ?? "") + ":" + (to.map { text($0) } ?? "")
    }
  }

  /// The shortest digits that read back to the same bits; whole numbers without a fraction.
  package static func number(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A text in quotes, with escapes.
  package static func quoted(_ text: String) -> String { "\"" + escaped(text) + "\"" }

  /// With `braces`, they are escaped too: in a template they stand around expressions.
  static func escaped(_ text: String, braces: Bool = false) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "{" where braces, "}" where braces: result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.properties.generalCategory == .control:
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
