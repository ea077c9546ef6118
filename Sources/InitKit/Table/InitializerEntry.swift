/// One row of the table: a specification and how to make the initializer.
public struct InitializerEntry: Sendable {
  /// Makes the initializer from checked arguments.
  public typealias Maker = @Sendable (InitializerArguments) throws(InitializerError) -> any WeightFilling

  /// All that is said of the initializer.
  public let specification: InitializerSpecification
  /// Where it comes from.
  public let origin: InitializerOrigin
  /// What it fills.
  public let scope: InitializerScope
  /// Makes the initializer; throws what is wrong with the arguments together.
  public let make: Maker

  /// A row for a type.
  public init<I: Initializer>(_ type: I.Type, origin: InitializerOrigin = .builtin) {
    self.init(specification: I.specification, origin: origin, scope: I.scope) {
      (arguments) throws(InitializerError) -> any WeightFilling in
      try I(arguments)
    }
  }

  /// A row for what is known only at run time, such as a plugin's proxy or a formula.
  public init(
    specification: InitializerSpecification, origin: InitializerOrigin, scope: InitializerScope = .weights,
    make: @escaping Maker
  ) {
    self.specification = specification
    self.origin = origin
    self.scope = scope
    self.make = make
  }

  /// Checks arguments and makes the initializer.
  ///
  /// - Throws: what is wrong with the arguments.
  public func choose(
    _ positional: [ArgumentValue] = [], _ named: [NamedArgument] = []
  ) throws(InitializerError) -> ChosenInitializer {
    let arguments = try InitializerArguments(positional: positional, named: named, for: specification)
    return ChosenInitializer(
      specification: specification, origin: origin, scope: scope, arguments: arguments,
      filling: try make(arguments))
  }
}
