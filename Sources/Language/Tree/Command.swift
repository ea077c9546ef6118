/// One command: a verb, positional arguments, then options.
package struct Command: Equatable, Sendable {
  /// As the grammar spells it, also when a prefix was typed.
  package var verb: Name
  package var arguments: [Argument]
  package var options: [Option]
  /// False for a verb that the grammar does not know: it fails when it runs, not when it is parsed.
  package var isKnown: Bool
  /// The text from the verb to the end of the command, as typed.
  package var raw: String
  package var range: SourceRange

  package init(
    verb: Name, arguments: [Argument] = [], options: [Option] = [], isKnown: Bool = true, raw: String = "",
    range: SourceRange = SourceRange(0, 0)
  ) {
    self.verb = verb
    self.arguments = arguments
    self.options = options
    self.isKnown = isKnown
    self.raw = raw
    self.range = range
  }

  package static func == (left: Command, right: Command) -> Bool {
    left.verb == right.verb && left.isKnown == right.isKnown && left.arguments == right.arguments
      && left.options == right.options && (left.isKnown || left.raw == right.raw)
  }
}

/// `name=value` behind the positional arguments.
package struct Option: Equatable, Sendable {
  package var name: Name
  package var value: Argument

  package init(name: Name, value: Argument) {
    self.name = name
    self.value = value
  }
}
