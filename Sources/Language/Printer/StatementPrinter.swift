/// Writes statements one a line, blocks indented by two, so that they parse back to the same tree.
package enum StatementPrinter {
  package static func text(_ program: Program) -> String { text(program.statements) }

  /// Each statement ended by a line feed.
  package static func text(_ statements: [Statement]) -> String {
    statements.map { text($0, indent: "") + "\n" }.joined()
  }

  static func text(_ statement: Statement, indent: String) -> String {
    switch statement.kind {
    case .assignment(let name, let value): "let \(name.text) = \(ExpressionPrinter.text(value))"
    case .repetition(let count, let body):
      "repeat \(ExpressionPrinter.text(count)) \(text(body, indent: indent))"
    case .loop(let name, let sequence, let body):
      "for \(name.text) in \(ExpressionPrinter.text(sequence)) \(text(body, indent: indent))"
    case .conditional(let branches, let otherwise):
      branches.map { "if \(ExpressionPrinter.text($0.condition)) \(text($0.body, indent: indent))" }
        .joined(separator: " else ") + (otherwise.map { " else \(text($0, indent: indent))" } ?? "")
    case .command(let command): CommandPrinter.text(command, indent: indent)
    }
  }

  static func text(_ block: StatementBlock, indent: String) -> String {
    let inner = indent + "  "
    let lines = block.statements.map { inner + text($0, indent: inner) + "\n" }
    return "{\n" + lines.joined() + indent + "}"
  }
}
