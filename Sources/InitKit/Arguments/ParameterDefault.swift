/// What a parameter is when the user does not give it.
public enum ParameterDefault: Sendable, Equatable {
  /// It must be given.
  case required
  /// This value.
  case value(ArgumentValue)
  /// It stays absent and follows from other things; the text says how, for instance `sqrt(2)`.
  case derived(String)
}
