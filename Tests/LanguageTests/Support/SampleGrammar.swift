@testable import Language

/// The commands of the contract, as far as their syntax goes.
enum SampleGrammar {
  static let commands: [CommandGrammar] = [
    CommandGrammar(
      "data", [Positional("name", .word), Positional("files", .word, .any)],
      options: [
        ("target", .word), ("n", .value), ("noise", .value), ("split", .value), ("standardize", .value),
      ]),
    CommandGrammar(
      "layer",
      forms: [
        [.keyword("remove"), Positional("name", .word)],
        [Positional("kind", .word), Positional("rest", .argument, .any)],
      ],
      options: [("name", .word), ("init", .specification)], takesAnyOption: true),
    CommandGrammar("residual", [Positional("body", .block)]),
    CommandGrammar("net", [Positional("action", .word, .optional)]),
    CommandGrammar(
      "init", [Positional("where", .place, .optional), Positional("spec", .specification, .optional)]),
    CommandGrammar("step", [Positional("n", .value, .optional)]),
    CommandGrammar("until", [Positional("condition", .expression)], options: [("max", .value)]),
    CommandGrammar("break", [Positional("condition", .expression)]),
    CommandGrammar("reverse", [.keyword("until"), Positional("condition", .expression)]),
    CommandGrammar("print", [Positional("value", .expression)]),
    CommandGrammar("plot", [Positional("curves", .expressions)], options: [("log", .value)]),
    CommandGrammar("copy", [Positional("from", .place), .keyword("to"), Positional("to", .place)]),
    CommandGrammar("expect", [Positional("claim", .expectation)]),
    CommandGrammar(
      "set",
      forms: [
        [], [Positional("edit", .assignment)], [Positional("name", .word), Positional("value", .value)],
      ]),
    CommandGrammar(
      "compare", [Positional("specs", .specification, .some)],
      options: [("steps", .value), ("seeds", .value)]),
    CommandGrammar("echo", [Positional("text", .template, .optional)]),
    CommandGrammar("time", [Positional("command", .command)]),
    CommandGrammar("source", [Positional("file", .word)]),
    CommandGrammar("!", [Positional("line", .line)]),
  ]

  static let script = Grammar(commands)
  static let prompt = Grammar(commands, allowsPrefixes: true)

  static func parse(_ text: String, _ grammar: Grammar = script) throws -> [Statement] {
    try Parser.program(SourceText(name: "test.lab", text: text), grammar: grammar).statements
  }

  /// The command of a text that is one command.
  static func command(_ text: String, _ grammar: Grammar = script) throws -> Command {
    let statements = try parse(text, grammar)
    guard statements.count == 1, case .command(let command) = statements[0].kind else {
      throw Diagnostic("test", "no single command: \(statements)")
    }
    return command
  }
}
