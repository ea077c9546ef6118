import Tensor

extension FunctionTable {
  /// Functions of each entry; negative numbers give `nan` for `sqrt` and `log`, as in NumPy.
  static let entrywise: [BuiltInFunction] = [
    entrywise("abs", "the magnitude of each entry", example: "abs(h1.weight)") { $0.magnitude },
    entrywise("sqrt", "the square root of each entry", example: "sqrt(2)", Mathematics.sqrt),
    entrywise("exp", "e to the power of each entry", example: "exp(-1)", Mathematics.exp),
    entrywise("log", "the natural logarithm of each entry", example: "log(loss)", Mathematics.log),
  ]

  private static func entrywise(
    _ name: String, _ summary: String, example: String, _ function: @escaping @Sendable (Double) -> Double
  ) -> BuiltInFunction {
    let specification = FunctionSpecification(name, [.init("x")], summary: summary, example: example)
    return BuiltInFunction(specification: specification) { (arguments) throws(Diagnostic) in
      let x = try arguments.tensor()
      return Value(Tensor(shape: x.shape, values: x.values.map(function)))
    }
  }
}
