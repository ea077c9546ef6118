import Tensor

/// What a neuron gives over the current batch.
package struct ActivationSummary: Equatable, Sendable {
  /// Mean over the samples.
  package let mean: Double
  /// Standard deviation, of all samples and not of a draw: divided by their number.
  package let deviation: Double
  /// Smallest value; NaN when any is.
  package let smallest: Double
  /// Largest value; NaN when any is.
  package let largest: Double

  /// Sums up values; there must be one.
  init(_ values: [Double]) {
    mean = Reduction.mean.apply(values) ?? .nan
    deviation = Reduction.deviation.apply(values) ?? .nan
    smallest = Reduction.minimum.apply(values) ?? .nan
    largest = Reduction.maximum.apply(values) ?? .nan
  }
}
