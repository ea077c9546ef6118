import InitKit

/// Options of one call, checked against a specification, under their proper names, defaults filled in.
package struct OptionValues: Equatable, Sendable {
  /// Value of every option that has one, by name.
  package let values: [String: ArgumentValue]
  /// Names of the options that were written.
  package let given: Set<String>

  /// The word for an option that has no value unless it is given one.
  private static let none = "none"

  /// Checks what was written: positional values in the order of the options, then named ones.
  ///
  /// - Throws: `unknownOption`, `windowOption`, or `option` with the reason.
  package init(
    positional: [ArgumentValue] = [], named: [NamedArgument] = [], for specification: Specification
  ) throws(EngineError) {
    let owner = specification.name
    let options = specification.options
    guard positional.count <= options.count else {
      throw .option(
        owner: owner, reason: .tooManyArguments(given: positional.count, parameters: options.map(\.name)))
    }
    var values: [String: ArgumentValue] = [:]
    let placed = zip(options, positional).map { NamedArgument($0.name, $1) }
    for argument in placed + named {
      guard let option = specification.option(argument.name) else {
        throw .unknownOption(argument.name, owner: owner, known: options.map(\.name))
      }
      guard values[option.name] == nil else {
        throw .option(owner: owner, reason: .repeated(parameter: option.name))
      }
      // What help shows as the default can be typed.
      if argument.value == .text(Self.none), option.default == .derived(Self.none) { continue }
      try option.check(argument.value, of: owner)
      values[option.name] = option.plain(argument.value)
    }
    given = Set(values.keys)
    for option in options where values[option.name] == nil {
      if case .value(let value) = option.default {
        values[option.name] = value
      } else if case .required = option.default {
        throw .option(owner: owner, reason: .missing(parameter: option.name))
      }
    }
    self.values = values
  }

  /// The number of an option, or nil when it has none.
  package func number(_ name: String) -> Double? {
    guard case .number(let value) = values[name] else { return nil }
    return value
  }

  /// The number of an option that has a default.
  func number(_ name: String, else fallback: Double) -> Double { number(name) ?? fallback }

  /// The whole number of an option that has a default.
  func integer(_ name: String, else fallback: Int) -> Int {
    number(name).flatMap(Int.init(exactly:)) ?? fallback
  }

  /// The whole numbers of an option, or nil when it has none.
  func integers(_ name: String) -> [Int]? {
    guard case .list(let items) = values[name] else { return nil }
    return items.compactMap { if case .number(let value) = $0 { Int(exactly: value) } else { nil } }
  }

  /// The truth value of an option; false when it has none.
  package func isTrue(_ name: String) -> Bool { values[name] == .boolean(true) }
}
