/// What can be said of a program without running it: verbs and options that are not known.
package enum ProgramCheck {
  /// All findings, in the order of the text.
  package static func findings(in program: Program, grammar: Grammar) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    visit(program.statements) { command in
      guard command.isKnown, let known = grammar[command.verb.text] else {
        findings.append(UnknownCommand.diagnostic(command, grammar, program.source))
        return
      }
      for option in command.options
      where !known.takesAnyOption && !known.optionNames.contains(option.name.text) {
        findings.append(CommandMisuse(command, program.source, known).unknownOption(option.name))
      }
    }
    return findings
  }

  /// Every command, nested ones behind the one they stand in.
  private static func visit(_ statements: [Statement], _ body: (Command) -> Void) {
    for statement in statements {
      switch statement.kind {
      case .assignment: break
      case .repetition(_, let block), .loop(_, _, let block): visit(block.statements, body)
      case .conditional(let branches, let otherwise):
        for branch in branches { visit(branch.body.statements, body) }
        visit(otherwise?.statements ?? [], body)
      case .command(let command): visit(command, body)
      }
    }
  }

  private static func visit(_ command: Command, _ body: (Command) -> Void) {
    body(command)
    for argument in command.arguments {
      switch argument.kind {
      case .command(let inner): visit(inner, body)
      case .block(let block): visit(block.statements, body)
      default: break
      }
    }
  }
}
