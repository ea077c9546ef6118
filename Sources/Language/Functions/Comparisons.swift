import Tensor

extension FunctionTable {
  /// Functions of two tensors of one shape.
  static let comparisons: [BuiltInFunction] = [
    pair("distance", "the Euclidean norm of the difference", example: "distance(h1[0].weight, h1[1].weight)")
    {
      Reduction.norm.apply(zip($0, $1).map { $0 - $1 }) ?? 0
    },
    pair(
      "cos", "the cosine of the angle between two tensors, entries in a row",
      example: "cos(h1[0].weight, h1[1].weight)"
    ) {
      // Each is scaled to length 1 first, so that the product of two tiny norms cannot vanish.
      let (a, b) = (Reduction.norm.apply($0) ?? 0, Reduction.norm.apply($1) ?? 0)
      return zip($0, $1).reduce(0) { $0 + ($1.0 / a) * ($1.1 / b) }
    },
  ]

  private static func pair(
    _ name: String, _ summary: String, example: String,
    _ function: @escaping @Sendable ([Double], [Double]) -> Double
  ) -> BuiltInFunction {
    let specification = FunctionSpecification(
      name, [.init("a"), .init("b")], summary: summary, example: example)
    return BuiltInFunction(specification: specification) { (arguments) throws(Diagnostic) in
      let (a, b) = (try arguments.tensor(0), try arguments.tensor(1))
      guard a.shape == b.shape else {
        throw arguments.evaluator.shapeMismatch(name, a.shape, b.shape, at: arguments.range)
      }
      return .number(function(a.values, b.values))
    }
  }
}
