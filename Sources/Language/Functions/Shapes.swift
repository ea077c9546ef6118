import Tensor

extension FunctionTable {
  /// Functions of a tensor's shape.
  static let shapes: [BuiltInFunction] = [
    BuiltInFunction(
      specification: FunctionSpecification(
        "shape", [.init("x")], summary: "the lengths of the axes, as a list", example: "shape(h1.weight)")
    ) { (arguments) throws(Diagnostic) in Value(shape: try arguments.tensor().shape) },
    BuiltInFunction(
      specification: FunctionSpecification(
        "size", [.init("x")], summary: "how many entries there are", example: "size(h1.weight)")
    ) { (arguments) throws(Diagnostic) in .number(Double(try arguments.tensor().values.count)) },
    BuiltInFunction(
      specification: FunctionSpecification(
        "reshape", [.init("x"), .init("shape")],
        summary: "the same entries with other axes; one length may be -1",
        example: "reshape(h1.weight, [-1])")
    ) { (arguments) throws(Diagnostic) in
      let x = try arguments.tensor()
      return Value(Tensor(shape: try wanted(for: x.values.count, arguments), values: x.values))
    },
  ]

  private static func wanted(
    for count: Int, _ arguments: FunctionArguments
  ) throws(Diagnostic) -> [Int] {
    let given = try arguments.tensor(1)
    var shape = given.values.compactMap { Int(exactly: $0) }
    let isShape = given.shape.count <= 1 && shape.count == given.values.count && shape.allSatisfy { $0 >= -1 }
    guard isShape, shape.count(where: { $0 == -1 }) <= 1 else {
      throw arguments.wrong(1, "a list of lengths", "`\(Value(given).displayText)`")
    }
    var size = 1
    // Lengths of 0 count as 1 here: a shape without entries may still have axes too long to walk.
    var extent = 1
    for length in shape where length >= 0 {
      let (product, overflow) = extent.multipliedReportingOverflow(by: max(1, length))
      guard !overflow, product <= Evaluator.entryLimit else { throw unfilled(count, given, arguments) }
      extent = product
      size *= length
    }
    if let open = shape.firstIndex(of: -1), size > 0, count % size == 0 {
      shape[open] = count / size
      size = count
    }
    guard size == count, !shape.contains(-1) else {
      throw unfilled(count, given, arguments)
    }
    return shape
  }

  private static func unfilled(
    _ count: Int, _ given: Tensor, _ arguments: FunctionArguments
  ) -> Diagnostic {
    arguments.evaluator.failure(
      "shape-mismatch", "\(count) entries do not fill the shape \(Value(given).displayText)",
      label: "expected a product of \(count)", help: "`[-1]` makes one axis of all",
      at: arguments.ranges[1])
  }
}
