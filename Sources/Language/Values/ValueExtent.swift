import Tensor

extension Value {
  /// How deep values stand in values, and how much there is to walk through.
  ///
  /// A loop of `let x = [x, x]` would otherwise make a value that is small in memory and endless to print.
  var extent: (depth: Int, weight: Int) {
    switch self {
    case .list(let items): Self.around(items)
    case .specification(let specification): Self.around(specification.arguments.map(\.value))
    case .tensor(let tensor): (1, 1 + tensor.count / 100)
    default: (1, 1)
    }
  }

  private static func around(_ items: [Value]) -> (depth: Int, weight: Int) {
    items.reduce(into: (1, 1)) { total, item in
      let inner = item.extent
      total = (max(total.0, inner.depth + 1), total.1 + inner.weight)
    }
  }
}

extension Evaluator {
  /// The value, unless it has grown too deep or too large to be walked through.
  func bounded(_ value: Value, _ range: SourceRange) throws(Diagnostic) -> Value {
    let extent = value.extent
    guard extent.depth > Parser.depthLimit + 1 || extent.weight > 1_000_000 else { return value }
    throw failure(
      "too-large", "\(value.kindName) of this size is too large", label: "grown too deep or too long",
      help: "a list holds at most 1000000 values, \(Parser.depthLimit) deep", at: range)
  }
}
