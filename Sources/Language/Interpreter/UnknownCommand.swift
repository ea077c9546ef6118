/// What to say about a verb that the grammar does not know.
enum UnknownCommand {
  static func diagnostic(_ command: Command, _ grammar: Grammar, _ source: SourceText) -> Diagnostic {
    let verb = command.verb
    if case .ambiguous(let verbs) = grammar.resolve(verb.text) {
      let list = verbs.map { "`\($0)`" }.joined(separator: ", ")
      return Diagnostic(
        "ambiguous-command", "`\(verb.text)` could be \(list)", label: "more letters are needed",
        help: "`\(verbs[0])`", source: source, range: verb.range)
    }
    var near = Suggestions.near(verb.text, among: grammar.verbs + Grammar.keywords)
    var remedy = remedy(command)
    // `prnt(1)` is a command misspelt, `los + 1` a value.
    if remedy != nil, command.raw.dropFirst(verb.text.count).first == "(", !near.isEmpty { remedy = nil }
    if remedy != nil { near = [] }
    return Diagnostic(
      "unknown-command", "no command is called `\(verb.text)`", label: "not a command",
      help: remedy ?? (near.isEmpty ? "`help` lists all" : nil), suggestions: near, source: source,
      range: verb.range)
  }

  /// What was probably meant by a text that is an expression or an assignment.
  private static func remedy(_ command: Command) -> String? {
    let rest = command.raw.dropFirst(command.verb.text.count)
    let trimmed = rest.drop { $0 == " " }
    if trimmed.first == "=", !trimmed.hasPrefix("==") { return "a variable is set by `let \(command.raw)`" }
    guard let first = trimmed.first, ".[(+-*/^<>=!".contains(first) else { return nil }
    let text = SourceText(name: "", text: command.raw)
    guard (try? Parser.expression(text)) != nil else { return nil }
    return "a value is shown by `print \(command.raw)`"
  }
}
