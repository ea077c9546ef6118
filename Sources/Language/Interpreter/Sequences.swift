import Tensor

/// The values that a `for` goes through, made one at a time.
struct ValueSequence: Sequence, IteratorProtocol {
  /// What the values are made from.
  enum Content {
    case values([Value])
    /// Whole numbers, both ends included.
    case whole(Double, Double)
    /// The entries of a tensor's first axis.
    case rows(Tensor)
  }

  let content: Content
  private var index = 0

  init(_ content: Content) { self.content = content }

  mutating func next() -> Value? {
    defer { index += 1 }
    switch content {
    case .values(let list): return index < list.count ? list[index] : nil
    case .whole(let lower, let upper):
      let value = lower + Double(index)
      return value <= upper ? .number(value) : nil
    case .rows(let tensor):
      guard index < tensor.shape[0] else { return nil }
      let size = tensor.values.count / tensor.shape[0]
      let values = Array(tensor.values[index * size..<(index + 1) * size])
      return Value(Tensor(shape: Array(tensor.shape.dropFirst()), values: values))
    }
  }
}

extension Evaluator {
  /// The count of a `repeat`.
  func rounds(_ expression: Expression) throws(Diagnostic) -> Double {
    let value = try value(of: expression)
    guard case .number(let number) = value, number >= 0, number == number.rounded(), number < 9.1e15 else {
      var found = value.kindName
      if case .number = value { found = "`\(value.displayText)`" }
      throw failure(
        "bad-count", "expected a whole number of rounds, found \(found)", label: "how often?",
        help: "`repeat 10 { … }`", at: expression.range)
    }
    return number
  }

  /// What a `for` goes through: a list, a tensor's rows, or a range of whole numbers in steps of 1.
  ///
  /// A range includes both ends, and is empty when the second lies below the first.
  func sequence(_ expression: Expression) throws(Diagnostic) -> ValueSequence {
    let value = try value(of: expression)
    switch value {
    case .list(let list): return ValueSequence(.values(list))
    case .tensor(let tensor): return ValueSequence(.rows(tensor))
    case .range(let lower, let upper):
      let limit = 9.0e15
      if lower == lower.rounded(), upper == upper.rounded(), lower.magnitude < limit, upper.magnitude < limit
      {
        return ValueSequence(.whole(lower, upper))
      }
      let ends = [Value.number(lower), .number(upper)].map(\.sourceText).joined(separator: ", ")
      throw failure(
        "range-step", "expected whole numbers at the ends of the range, found `\(value.displayText)`",
        label: "a step of 1 does not fit", help: "write the values out: `for x in [\(ends)] { … }`",
        at: expression.range)
    default:
      throw failure(
        "not-a-sequence", "expected a list or a range, found \(value.kindName)",
        label: "nothing to go through",
        help: "such as `1..10` or `[0.1, 1, 10]`", at: expression.range)
    }
  }
}
