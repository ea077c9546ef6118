/// One parameter of an initializer: name, what it accepts, default and help.
public struct ParameterSpecification: Sendable, Equatable {
  /// The name to type.
  public var name: String
  /// What is accepted.
  public var kind: ParameterKind
  /// What is taken when nothing is given.
  public var `default`: ParameterDefault
  /// One line of help.
  public var help: String

  /// Describes a parameter.
  public init(_ name: String, _ kind: ParameterKind, default: ParameterDefault, help: String) {
    self.name = name
    self.kind = kind
    self.default = `default`
    self.help = help
  }

  /// A number with a default.
  public static func number(
    _ name: String, default value: Double, in range: NumberRange = .finite, help: String
  ) -> ParameterSpecification {
    ParameterSpecification(name, .number(range), default: .value(.number(value)), help: help)
  }

  /// A word out of several, the first of them being the default.
  public static func choice(_ name: String, of words: [String], help: String) -> ParameterSpecification {
    let first = words.first.map { ParameterDefault.value(.text($0)) }
    return ParameterSpecification(name, .choice(words), default: first ?? .required, help: help)
  }

  /// `true` or `false`, with a default.
  public static func boolean(
    _ name: String, default value: Bool, help: String
  ) -> ParameterSpecification {
    ParameterSpecification(name, .boolean, default: .value(.boolean(value)), help: help)
  }

  /// Checks one value against what the parameter accepts.
  ///
  /// - Throws: `wrongType`, `outOfRange` or `unknownChoice`.
  public func check(_ value: ArgumentValue) throws(InitializerError) {
    switch (kind, value) {
    case (.number(let range), .number(let number)):
      // A range may reach to infinity without infinity being a weight.
      guard range.contains(number), number.isFinite else {
        throw .outOfRange(parameter: name, value: number, range: range)
      }
    case (.integer, .number(let number)) where number.rounded() != number:
      throw .wrongType(parameter: name, expected: kind, found: value)
    case (.integer(let range), .number(let number)):
      guard let whole = Int(exactly: number), range.contains(whole) else {
        let bounds = NumberRange(Double(range.lowerBound), Double(range.upperBound))
        throw .outOfRange(parameter: name, value: number, range: bounds)
      }
    case (.choice(let words), .text(let word)):
      guard words.contains(word) else { throw .unknownChoice(parameter: name, found: word, choices: words) }
    case (.integers(let range), .list(let items)):
      for item in items {
        try ParameterSpecification(name, .integer(range), default: .required, help: help).check(item)
      }
    case (.numbers(let range), .list(let items)):
      for item in items {
        try ParameterSpecification(name, .number(range), default: .required, help: help).check(item)
      }
    case (.boolean, .boolean), (.word, .text):
      return
    default:
      throw .wrongType(parameter: name, expected: kind, found: value)
    }
  }
}
