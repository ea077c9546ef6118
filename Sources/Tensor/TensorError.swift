/// Why an operation on tensors has no result: facts, no sentences.
package enum TensorError: Error, Equatable, Sendable {
  /// Two shapes that broadcasting cannot bring together.
  case shapes([Int], [Int])
  /// A place beyond an axis; negative places count from the end.
  case index(Int, axis: Int, size: Int)
  /// More indices than axes.
  case tooManyIndices(given: Int, axes: Int)
  /// An axis that the tensor does not have.
  case axis(Int, axes: Int)
  /// A smallest or largest entry of nothing.
  case empty(shape: [Int])
  /// A new shape of another number of entries.
  case reshape(from: [Int], to: [Int])
}
