import Tensor

extension FunctionTable {
  /// Functions that make one number of all entries, or of those along `axis`; sums run from first to last.
  static let reductions: [BuiltInFunction] = [
    reduction("sum", .sum, "the sum of all entries"),
    reduction("mean", .mean, "the mean of all entries"),
    reduction("var", .variance, "the population variance: mean squared deviation"),
    reduction("std", .deviation, "the population standard deviation: root of the variance"),
    reduction("norm", .norm, "the Euclidean norm over all entries"),
    reduction("min", .minimum, "the smallest entry"),
    reduction("max", .maximum, "the largest entry"),
    condition("all", "whether every entry is true, that is not 0") { $0 == $1 },
    condition("any", "whether any entry is true, that is not 0") { count, _ in count > 0 },
    BuiltInFunction(
      specification: specification(
        "count", "how many entries are true, that is not 0", example: "count(h1.weight > 0)")
    ) { (arguments) throws(Diagnostic) in try number(truths(of: arguments), .sum, arguments) },
  ]

  private static func specification(
    _ name: String, _ summary: String, example: String
  ) -> FunctionSpecification {
    FunctionSpecification(
      name, [.init("x"), .init("axis", isOptional: true, isNamedOnly: true)], summary: summary,
      example: example)
  }

  private static func reduction(_ name: String, _ rule: Reduction, _ summary: String) -> BuiltInFunction {
    BuiltInFunction(
      specification: specification(name, summary, example: "\(name)(h1.weight)")
    ) { (arguments) throws(Diagnostic) in
      let hasValueOfNothing = rule == .sum || rule == .norm
      return try number(hasValueOfNothing ? arguments.tensor() : arguments.entries(), rule, arguments)
    }
  }

  /// A test of how many of all entries are true.
  private static func condition(
    _ name: String, _ summary: String, _ test: @escaping @Sendable (Double, Double) -> Bool
  ) -> BuiltInFunction {
    BuiltInFunction(
      specification: specification(name, summary, example: "\(name)(h1.weight > 0)")
    ) { (arguments) throws(Diagnostic) in
      let truths = try truths(of: arguments)
      let counts = try number(truths, .sum, arguments)
      guard case .tensor(let tensor) = counts else {
        return .boolean(test(counts.asNumber ?? 0, Double(arguments.isGiven(1) ? truths.rows : truths.count)))
      }
      let length = tensor.count == 0 ? 0 : Double(truths.count / tensor.count)
      return .tensor(tensor.map { test($0, length) ? 1 : 0 })
    }
  }

  private static func truths(of arguments: FunctionArguments) throws(Diagnostic) -> Tensor {
    try arguments.tensor().map { $0 != 0 ? 1 : 0 }
  }

  /// The rule over all entries, or along the axis given.
  private static func number(
    _ x: Tensor, _ rule: Reduction, _ arguments: FunctionArguments
  ) throws(Diagnostic) -> Value {
    guard arguments.isGiven(1) else { return .number(rule.apply(x.values) ?? .nan) }
    guard x.rank > 0 else { throw arguments.wrong(0, "a tensor with axes", "a number") }
    let axis = try arguments.whole(1, default: 0, in: -x.rank...(x.rank - 1))
    guard let result = try? x.reduced(rule, axis: axis) else { throw arguments.noEntries(0) }
    return Value(result)
  }
}
