/// What a session gives to expressions: its names, their parts, and the functions of the trade.
///
/// Diagnostics thrown here may leave source and range open; the evaluator puts the reference's place in.
package protocol Environment {
  /// Names that a reference can start with now: layers, `input`, `loss`, `all`, …
  var names: [String] { get }
  /// The parts that may follow a reference, such as `weight`, `bias`, `out`.
  func parts(of reference: Reference) -> [String]
  /// The value of a path, or nil when there is no such thing.
  ///
  /// A path ends in an index only where what stands before it is a `.reference`, such as `h1[3]`: indices of
  /// tensors are applied by the evaluator. An index or a part may stand in the middle: `h1[3].weight.grad`.
  func value(of reference: Reference) throws(Diagnostic) -> Value?
  /// Functions beyond the built-in ones; a name in this list is called by `call`.
  var functions: [FunctionSpecification] { get }
  /// Called with as many arguments as the specification allows.
  func call(_ call: EnvironmentCall) throws(Diagnostic) -> Value
  /// Whether a call of the name is a specification, such as an initializer's or an activation's.
  func isSpecification(_ name: String) -> Bool
  /// Whether the user asks what runs to end; asked before each statement, each round of a loop, and by what takes
  /// long.
  var shouldStop: Bool { get }
}

extension Environment {
  package func parts(of reference: Reference) -> [String] { [] }
  package var functions: [FunctionSpecification] { [] }
  package func isSpecification(_ name: String) -> Bool { false }
  package var shouldStop: Bool { false }
  package func call(_ call: EnvironmentCall) throws(Diagnostic) -> Value {
    throw Diagnostic("unknown-function", "no function is called `\(call.name.text)`")
  }
}

/// An environment that knows nothing.
package struct EmptyEnvironment: Environment {
  package init() {}
  package var names: [String] { [] }
  package func value(of reference: Reference) throws(Diagnostic) -> Value? { nil }
}

/// A call of an environment's function, with its arguments as written and evaluated on demand.
package struct EnvironmentCall {
  /// One argument of the call.
  package struct Argument {
    package var expression: Expression
    package var text: String
    /// The path, when the argument is one: `distinct(h1)` wants the layer.
    package var reference: Reference?
    var evaluator: Evaluator

    /// The argument's value.
    package func value() throws(Diagnostic) -> Value { try evaluator.value(of: expression) }
  }

  package var name: Name
  /// One for each parameter of the specification; nil where it was left out.
  package var arguments: [Argument?]
}
