/// The arguments of one call, checked against a specification, with defaults filled in.
public struct InitializerArguments: Sendable, Equatable {
  /// Value of every parameter that has one, by name.
  public let values: [String: ArgumentValue]
  /// What the user wrote, in the order of the parameters, by name.
  public let given: [NamedArgument]

  /// Checks what the user wrote.
  ///
  /// Positional arguments follow the order of the parameters; named ones may follow in any order.
  ///
  /// - Throws: `tooManyArguments`, `unknownParameter`, `repeated`, `missing`, `wrongType`,
  ///   `outOfRange` or `unknownChoice`.
  public init(
    positional: [ArgumentValue] = [], named: [NamedArgument] = [],
    for specification: InitializerSpecification
  ) throws(InitializerError) {
    let parameters = specification.parameters
    let names = parameters.map(\.name)
    guard positional.count <= parameters.count else {
      throw .tooManyArguments(given: positional.count, parameters: names)
    }
    var written: [String: ArgumentValue] = [:]
    let placed = zip(names, positional).map { NamedArgument($0, $1) }
    for argument in placed + named {
      guard names.contains(argument.name) else {
        throw .unknownParameter(argument.name, parameters: names)
      }
      guard written[argument.name] == nil else { throw .repeated(parameter: argument.name) }
      written[argument.name] = argument.value
    }
    var values = written
    for parameter in parameters {
      if let value = written[parameter.name] {
        try parameter.check(value)
      } else if case .value(let value) = parameter.default {
        values[parameter.name] = value
      } else if case .required = parameter.default {
        throw .missing(parameter: parameter.name)
      }
    }
    self.values = values
    self.given = names.compactMap { name in written[name].map { NamedArgument(name, $0) } }
  }

  /// Whether the user wrote the parameter.
  public func isGiven(_ name: String) -> Bool { given.contains { $0.name == name } }

  /// The number of a parameter that has one.
  ///
  /// - Throws: `missing` when it has no value, `wrongType` when it is none.
  public func number(_ name: String) throws(InitializerError) -> Double {
    guard let value = values[name] else { throw .missing(parameter: name) }
    guard case .number(let number) = value else {
      throw .wrongType(parameter: name, expected: .number(.finite), found: value)
    }
    return number
  }

  /// The number of a parameter, or nil when it was left out and has no default.
  ///
  /// - Throws: `wrongType` when it is no number.
  public func optionalNumber(_ name: String) throws(InitializerError) -> Double? {
    values[name] == nil ? nil : try number(name)
  }

  /// The numbers of a parameter that has a list of them.
  ///
  /// - Throws: `missing` when it has no value, `wrongType` when it is none.
  public func numbers(_ name: String) throws(InitializerError) -> [Double] {
    guard let value = values[name] else { throw .missing(parameter: name) }
    guard case .list(let items) = value else {
      throw .wrongType(parameter: name, expected: .numbers(.finite), found: value)
    }
    var numbers: [Double] = []
    for item in items {
      guard case .number(let number) = item else {
        throw .wrongType(parameter: name, expected: .numbers(.finite), found: value)
      }
      numbers.append(number)
    }
    return numbers
  }

  /// The word of a parameter that has one.
  ///
  /// - Throws: `missing` when it has no value, `wrongType` when it is none.
  public func text(_ name: String) throws(InitializerError) -> String {
    guard let value = values[name] else { throw .missing(parameter: name) }
    guard case .text(let word) = value else {
      throw .wrongType(parameter: name, expected: .choice([]), found: value)
    }
    return word
  }

  /// The truth value of a parameter that has one.
  ///
  /// - Throws: `missing` when it has no value, `wrongType` when it is none.
  public func boolean(_ name: String) throws(InitializerError) -> Bool {
    guard let value = values[name] else { throw .missing(parameter: name) }
    guard case .boolean(let truth) = value else {
      throw .wrongType(parameter: name, expected: .boolean, found: value)
    }
    return truth
  }
}
