/// All that is said of a row of the engine's tables: for help, completion and checking.
package struct Specification: Equatable, Sendable {
  /// The name to type, lower case with underscores.
  package var name: String
  /// Other names for the same thing, most of them from other libraries.
  package var aliases: [String]
  /// One sentence.
  package var summary: String
  /// The rule as a formula.
  package var formula: String
  /// Where the rule comes from: authors and year, or the library whose convention holds.
  package var source: String
  /// Options in the order of positional arguments.
  package var options: [OptionSpecification]
  /// What else there is to know, a sentence each.
  package var notes: [String]
  /// A line as one would type it.
  package var example: String

  /// Describes a row.
  package init(
    name: String, aliases: [String] = [], summary: String, formula: String, source: String,
    options: [OptionSpecification] = [], notes: [String] = [], example: String
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.formula = formula
    self.source = source
    self.options = options
    self.notes = notes
    self.example = example
  }

  /// The option with a name or an alias.
  package func option(_ word: String) -> OptionSpecification? {
    options.first { $0.answers(to: word) }
  }
}
