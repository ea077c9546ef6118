import Tensor

extension Evaluator {
  /// Entries that a result may have.
  static let entryLimit = 20_000_000

  /// A function of pairs of entries, shapes fitted by NumPy's rule; `range` is the place of the whole.
  func entrywise(
    _ sign: String, _ left: Tensor, _ right: Tensor, at range: SourceRange,
    _ function: (Double, Double) -> Double
  ) throws(Diagnostic) -> Tensor {
    guard let shape = try? Tensor.broadcastShape(left.shape, right.shape) else {
      throw shapeMismatch(sign, left.shape, right.shape, at: range)
    }
    var size = 1
    for length in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: max(1, length))
      guard !overflow, product <= Self.entryLimit else { throw tooLarge(left.shape, right.shape, range) }
      size = product
    }
    guard let result = try? left.combined(with: right, function) else {
      throw shapeMismatch(sign, left.shape, right.shape, at: range)
    }
    return result
  }

  func shapeMismatch(
    _ sign: String, _ left: [Int], _ right: [Int], at range: SourceRange
  ) -> Diagnostic {
    let (a, b) = (Value(shape: left).sourceText, Value(shape: right).sourceText)
    return failure(
      "shape-mismatch", "shapes \(a) and \(b) do not fit together", label: "`\(sign)` goes entry by entry",
      notes: ["counted from the last axis, lengths must be equal or one of them 1"],
      help: "`print shape(x)` shows the shape of `x`", at: range)
  }

  private func tooLarge(_ left: [Int], _ right: [Int], _ range: SourceRange) -> Diagnostic {
    let (a, b) = (Value(shape: left).sourceText, Value(shape: right).sourceText)
    return failure(
      "too-large", "shapes \(a) and \(b) together make more than \(Self.entryLimit) entries",
      label: "the result does not fit", help: "take a slice first: `x[0:10]`", at: range)
  }
}
