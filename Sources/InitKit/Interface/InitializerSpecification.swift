/// All that is said of an initializer: for help, completion, checking and the conformance suite.
public struct InitializerSpecification: Sendable, Equatable {
  /// The name to type, lower case with underscores.
  public var name: String
  /// Other names for the same thing, most of them from other libraries.
  public var aliases: [String]
  /// One sentence.
  public var summary: String
  /// The rule as a formula.
  public var formula: String
  /// Where the rule comes from: authors, year, equation.
  public var source: String
  /// Parameters in the order of positional arguments.
  public var parameters: [ParameterSpecification]
  /// What it is for.
  public var suits: String
  /// Where other libraries mean something else by the same words.
  public var notes: [String]
  /// Calls as one would type them.
  public var examples: [String]
  /// Whether the result never depends on the random stream.
  public var isDeterministic: Bool

  /// Describes an initializer.
  public init(
    name: String, aliases: [String] = [], summary: String, formula: String, source: String,
    parameters: [ParameterSpecification] = [], suits: String, notes: [String] = [],
    examples: [String] = [], isDeterministic: Bool = false
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.formula = formula
    self.source = source
    self.parameters = parameters
    self.suits = suits
    self.notes = notes
    self.examples = examples
    self.isDeterministic = isDeterministic
  }
}

extension InitializerSpecification {
  /// Whether it learns in many rounds, so that large networks take long: by the default of a `rounds`.
  public var learns: Bool {
    parameters.contains { parameter in
      guard parameter.name == "rounds", case .value(.number(let rounds)) = parameter.default else {
        return false
      }
      return rounds > 50
    }
  }
}
