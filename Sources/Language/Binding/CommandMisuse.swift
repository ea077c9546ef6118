/// What to say when a command is given the wrong arguments: the same words for all commands.
package struct CommandMisuse {
  let command: Command
  let source: SourceText
  let grammar: CommandGrammar

  init(_ command: Command, _ source: SourceText, _ grammar: CommandGrammar) {
    self.command = command
    self.source = source
    self.grammar = grammar
  }

  private var verb: String { command.verb.text }
  private var help: String { "`help \(verb)` shows how it is used" }

  func unknownOption(_ name: Name) -> Diagnostic {
    let names = grammar.optionNames
    let list = names.prefix(8).map { "`\($0)=`" }.joined(separator: ", ")
    return Diagnostic(
      "unknown-option", "`\(verb)` has no option `\(name.text)`", label: "not an option",
      help: names.isEmpty ? "it has none" : "it has \(list)\(names.count > 8 ? ", …" : "")",
      suggestions: Suggestions.near(name.text, among: names), source: source, range: name.range)
  }

  func repeatedOption(_ name: Name) -> Diagnostic {
    Diagnostic(
      "repeated-option", "`\(name.text)=` is given twice", label: "the second one",
      help: "remove one of them",
      source: source, range: name.range)
  }

  func extra(_ argument: Argument) -> Diagnostic {
    Diagnostic(
      "too-many-arguments", "`\(verb)` has no use for `\(argument.raw)`", label: "one too many", help: help,
      source: source, range: argument.range)
  }

  func missing(_ name: String) -> Diagnostic {
    let end = SourceRange(command.range.end, command.range.end)
    let isOption = grammar.optionNames.contains(name)
    let written = isOption ? name + "=" : name
    return Diagnostic(
      "missing-argument", "`\(verb)` needs `\(written)`", label: "expected `\(written)`", help: help,
      source: source, range: end)
  }

  /// The argument is there, but of another kind or size.
  package func wrong(_ argument: Argument, expected: String, found: String? = nil) -> Diagnostic {
    let found = found ?? "`\(argument.raw)`"
    return Diagnostic(
      "bad-argument", "expected \(expected) as `\(argument.name)` of `\(verb)`, found \(found)",
      label: "expected \(expected)", help: help, source: source, range: argument.range)
  }

  /// The argument is none of a few words.
  package func notChosen(_ argument: Argument, _ word: String, from choices: [String]) -> Diagnostic {
    let list = choices.map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      "unknown-choice", "`\(argument.name)` of `\(verb)` cannot be `\(word)`", label: "not one of its values",
      help: "it is one of \(list)", suggestions: Suggestions.near(word, among: choices), source: source,
      range: argument.range)
  }
}
