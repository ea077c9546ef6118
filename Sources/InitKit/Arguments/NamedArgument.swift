/// An argument given by name, `std=0.01`.
public struct NamedArgument: Sendable, Equatable {
  /// The parameter's name.
  public var name: String
  /// The value given.
  public var value: ArgumentValue

  /// Pairs a name with a value.
  public init(_ name: String, _ value: ArgumentValue) {
    self.name = name
    self.value = value
  }
}
