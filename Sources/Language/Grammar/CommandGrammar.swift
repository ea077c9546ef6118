/// One positional argument of a command.
package struct Positional: Equatable, Sendable {
  /// How often the argument stands in the command.
  package enum Presence: Equatable, Sendable {
    case required, optional
    /// None or more.
    case any
    /// One or more.
    case some
  }

  package var name: String
  package var syntax: ArgumentSyntax
  package var presence: Presence

  package init(_ name: String, _ syntax: ArgumentSyntax, _ presence: Presence = .required) {
    self.name = name
    self.syntax = syntax
    self.presence = presence
  }

  /// A keyword, named after itself.
  package static func keyword(_ word: String) -> Positional { Positional(word, .keyword(word)) }
}

/// How one command is written: its forms and its options.
///
/// Of several forms the first that fits completely is taken; when none does, the one that reads furthest.
/// A missing argument of the form taken is no parse error: the binder names it when the command runs.
package struct CommandGrammar: Equatable, Sendable {
  package var verb: String
  package var forms: [[Positional]]
  /// Names of the options, in the order that help lists them.
  package let optionNames: [String]
  /// The syntax of their values, in the same order.
  private let optionSyntaxes: [ArgumentSyntax]
  /// Takes options that no table lists, such as those of a layer kind, which the command itself checks.
  package var takesAnyOption: Bool

  package init(
    _ verb: String, forms: [[Positional]] = [[]], options: [(name: String, syntax: ArgumentSyntax)] = [],
    takesAnyOption: Bool = false
  ) {
    self.verb = verb
    self.forms = forms
    optionNames = options.map(\.name)
    optionSyntaxes = options.map(\.syntax)
    self.takesAnyOption = takesAnyOption
  }

  package init(
    _ verb: String, _ positionals: [Positional], options: [(name: String, syntax: ArgumentSyntax)] = []
  ) {
    self.init(verb, forms: [positionals], options: options)
  }

  func syntax(ofOption name: String) -> ArgumentSyntax {
    optionNames.firstIndex(of: name).map { optionSyntaxes[$0] } ?? .argument
  }
}
