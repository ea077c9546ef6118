/// Writes commands so that they parse back to the same tree.
package enum CommandPrinter {
  package static func text(_ command: Command) -> String { text(command, indent: "") }

  static func text(_ command: Command, indent: String) -> String {
    guard command.isKnown else { return command.raw }
    var words = command.arguments.map { text($0, indent: indent) }
    if command.verb.text == "!" { return "!" + words.joined(separator: " ") }
    words.insert(command.verb.text, at: 0)
    words += command.options.map { $0.name.text + "=" + text($0.value, indent: indent) }
    return words.joined(separator: " ")
  }

  private static func text(_ argument: Argument, indent: String) -> String {
    switch argument.kind {
    case .word, .value, .malformed, .keyword: argument.raw
    case .expressions(let list): list.map(ExpressionPrinter.text).joined(separator: ", ")
    case .closeness(let left, let right, let within):
      "\(ExpressionPrinter.text(left)) ~ \(ExpressionPrinter.text(right))"
        + " within \(ExpressionPrinter.text(within))"
    case .assignment(let target, let value):
      "\(ExpressionPrinter.text(target)) = \(ExpressionPrinter.text(value))"
    case .template(let template): text(template)
    case .command(let command): text(command, indent: indent)
    case .block(let block): StatementPrinter.text(block, indent: indent)
    }
  }

  private static func text(_ template: Template) -> String {
    let parts = template.parts.map { part in
      switch part {
      case .expression(let expression): return "{\(ExpressionPrinter.text(expression))}"
      case .text(let text): return ExpressionPrinter.escaped(text, braces: true)
      }
    }
    return "\"" + parts.joined() + "\""
  }
}
