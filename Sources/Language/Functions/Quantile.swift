import Tensor

extension FunctionTable {
  /// The value below which a part `q` of the entries lies, linear between neighbors as in NumPy.
  static let quantile = BuiltInFunction(
    specification: FunctionSpecification(
      "quantile", [.init("x"), .init("q", isOptional: true)],
      summary: "the value that a part q of the entries lies below; the median without q",
      example: "quantile(h1.weight, 0.9)")
  ) { (arguments) throws(Diagnostic) in
    let values = try arguments.entries().values
    let q = try arguments.number(1, default: 0.5)
    guard (0...1).contains(q) else {
      throw arguments.wrong(1, "a part from 0 to 1", "`\(Value.number(q).displayText)`")
    }
    guard !values.contains(where: \.isNaN) else { return .number(.nan) }
    let sorted = values.sorted()
    let place = q * Double(sorted.count - 1)
    let lower = Int(place)
    let part = place - Double(lower)
    guard part > 0 else { return .number(sorted[lower]) }
    return .number(sorted[lower] + (sorted[lower + 1] - sorted[lower]) * part)
  }
}
