/// All commands the parser knows.
package struct Grammar: Sendable {
  /// What a word in a verb's place stands for.
  package enum Resolution: Equatable, Sendable {
    case known(CommandGrammar)
    /// A prefix of several verbs.
    case ambiguous([String])
    case unknown
  }

  /// The words of statements, which are no commands.
  package static let keywords = ["let", "repeat", "for", "if", "else"]

  private let commands: [String: CommandGrammar]
  /// Sorted.
  package let verbs: [String]
  /// A unique prefix of a verb stands for it: at the prompt, not in scripts.
  package var allowsPrefixes: Bool

  package init(_ commands: [CommandGrammar], allowsPrefixes: Bool = false) {
    self.commands = Dictionary(commands.map { ($0.verb, $0) }, uniquingKeysWith: { first, _ in first })
    verbs = self.commands.keys.sorted()
    self.allowsPrefixes = allowsPrefixes
  }

  /// No commands at all, for text that is an expression.
  static let empty = Grammar([])

  /// The command of a verb, written out.
  package subscript(verb: String) -> CommandGrammar? { commands[verb] }

  /// The command that a word stands for; the beginning of a verb will do where prefixes are allowed.
  package func resolve(_ word: String) -> Resolution {
    if let command = commands[word] { return .known(command) }
    guard allowsPrefixes, !word.isEmpty else { return .unknown }
    let matches = verbs.filter { $0.hasPrefix(word) }
    if let only = matches.first, matches.count == 1, let command = commands[only] { return .known(command) }
    return matches.isEmpty ? .unknown : .ambiguous(matches)
  }
}
