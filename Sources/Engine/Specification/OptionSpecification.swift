import InitKit

/// One option of a table's row: name, other names, what it accepts, default and help.
package struct OptionSpecification: Equatable, Sendable {
  /// The name to type.
  package var name: String
  /// Other names for the same option, most of them from other libraries.
  package var aliases: [String]
  /// What is accepted.
  package var kind: ParameterKind
  /// What is taken when nothing is given.
  package var `default`: ParameterDefault
  /// One line of help.
  package var help: String
  /// Axes of a window that it has a number for: 2 along height and width, 1 along time, 0 when it has none.
  package var axes: Int
  /// Words that stand for a number, such as `same`.
  package var words: [String]

  /// Describes an option.
  package init(
    _ name: String, aliases: [String] = [], _ kind: ParameterKind, default: ParameterDefault, help: String,
    axes: Int = 0, words: [String] = []
  ) {
    self.name = name
    self.aliases = aliases
    self.kind = kind
    self.default = `default`
    self.help = help
    self.axes = axes
    self.words = words
  }

  /// A number with a default.
  package static func number(
    _ name: String, aliases: [String] = [], default value: Double, in range: NumberRange = .finite,
    help: String
  ) -> OptionSpecification {
    OptionSpecification(name, aliases: aliases, .number(range), default: .value(.number(value)), help: help)
  }

  /// A whole number with a default.
  package static func integer(
    _ name: String, aliases: [String] = [], default value: Int, in range: ClosedRange<Int>, help: String
  ) -> OptionSpecification {
    OptionSpecification(
      name, aliases: aliases, .integer(range), default: .value(.number(Double(value))), help: help)
  }

  /// `true` or `false`, with a default.
  package static func boolean(
    _ name: String, aliases: [String] = [], default value: Bool, help: String
  ) -> OptionSpecification {
    OptionSpecification(name, aliases: aliases, .boolean, default: .value(.boolean(value)), help: help)
  }

  /// Whether the option answers to a name.
  package func answers(to word: String) -> Bool { name == word || aliases.contains(word) }

  /// Checks what was written against what the option accepts.
  ///
  /// - Throws: `windowOption`, or `option` with the reason.
  func check(_ value: ArgumentValue, of owner: String) throws(EngineError) {
    guard axes > 0 else { return try checkSingle(value, of: owner) }
    guard let numbers = windowNumbers(value) else {
      throw .windowOption(self, owner: owner, found: value)
    }
    for number in numbers { try checkSingle(.number(number), of: owner) }
  }

  /// Checks one value against the kind of the option.
  private func checkSingle(_ value: ArgumentValue, of owner: String) throws(EngineError) {
    do throws(InitializerError) {
      try ParameterSpecification(name, kind, default: `default`, help: help).check(value)
    } catch {
      throw .option(owner: owner, reason: error)
    }
  }
}
