/// What a parameter of an initializer accepts.
public enum ParameterKind: Sendable, Equatable {
  /// A finite number in a range.
  case number(NumberRange)
  /// A whole number in a range.
  case integer(ClosedRange<Int>)
  /// One of some words.
  case choice([String])
  /// Any one word, such as the name of a layer.
  case word
  /// `true` or `false`.
  case boolean
  /// A list of whole numbers, each in a range.
  case integers(ClosedRange<Int>)
  /// A list of finite numbers, each in a range.
  case numbers(NumberRange)
}
