/// Hands a command its arguments by name and type, with one diagnostic for each kind of misuse.
///
///     let binder = try Binder(command, by: interpreter, scope: scope, environment: self)
///     let count = try binder.integer("n", in: .atLeast(1), default: 1)
///
/// Positionals and options are asked for alike. Making the binder checks names: an option that is not known or
/// given twice, and an argument too many, are found before anything has been done.
package struct Binder {
  package let command: Command
  package let grammar: CommandGrammar
  package let evaluator: Evaluator
  package var misuse: CommandMisuse { CommandMisuse(command, evaluator.source, grammar) }

  package init(
    _ command: Command, by interpreter: Interpreter, scope: Scope, environment: any Environment
  ) throws(Diagnostic) {
    let grammar = interpreter.grammar[command.verb.text] ?? CommandGrammar(command.verb.text)
    try self.init(
      command, grammar: grammar,
      evaluator: Evaluator(interpreter.source, scope: scope, environment: environment))
  }

  package init(_ command: Command, grammar: CommandGrammar, evaluator: Evaluator) throws(Diagnostic) {
    self.command = command
    self.grammar = grammar
    self.evaluator = evaluator
    var seen: Set<String> = []
    for option in command.options {
      guard grammar.takesAnyOption || grammar.optionNames.contains(option.name.text) else {
        throw misuse.unknownOption(option.name)
      }
      guard seen.insert(option.name.text).inserted else { throw misuse.repeatedOption(option.name) }
    }
    if let extra = command.arguments.first(where: { $0.name.isEmpty }) { throw misuse.extra(extra) }
  }

  /// The positional, or the option's value, of that name.
  package func argument(_ name: String) -> Argument? {
    command.arguments.first { $0.name == name && $0.kind != .keyword }
      ?? command.options.first { $0.name.text == name }?.value
  }

  /// All arguments of a positional that may be repeated.
  package func arguments(_ name: String) -> [Argument] {
    command.arguments.filter { $0.name == name && $0.kind != .keyword }
  }

  /// Whether a positional or option stands in the command.
  package func isGiven(_ name: String) -> Bool { argument(name) != nil }

  /// Whether a keyword of the form stands in the command, such as `remove` in `layer remove h1`.
  package func hasKeyword(_ word: String) -> Bool {
    command.arguments.contains { $0.kind == .keyword && $0.raw == word }
  }

  /// The names of all options given, in their order.
  package var optionNames: [Name] { command.options.map(\.name) }

  /// What is given, what stands for it, or a complaint that it is missing.
  func required<Result>(_ name: String, _ given: Result?, _ standard: Result?) throws(Diagnostic) -> Result {
    guard let result = given ?? standard else { throw misuse.missing(name) }
    return result
  }
}
