import Tensor

/// A list of numbers in three.
package struct EntrySummary: Equatable, Sendable {
  /// Euclidean norm.
  package let norm: Double
  /// Mean.
  package let mean: Double
  /// The entry of largest magnitude with its sign, the first of equals; NaN when any is.
  package let largest: Double

  /// Sums up entries; there must be one.
  init(_ values: some Collection<Double>) {
    norm = Reduction.norm.apply(values) ?? 0
    mean = Reduction.mean.apply(values) ?? .nan
    var largest = values.first ?? .nan
    for value in values where !largest.isNaN && (value.isNaN || abs(value) > abs(largest)) {
      largest = value
    }
    self.largest = largest
  }
}
