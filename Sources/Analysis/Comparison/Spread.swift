/// Median and range of figures over several runs.
package struct Spread: Equatable, Sendable {
  /// The middle one, or the mean of the two in the middle.
  package let median: Double
  /// Smallest.
  package let min: Double
  /// Largest; NaN, which counts as beyond all numbers, when any is.
  package let max: Double

  /// Sums up figures; nil of none.
  init?(_ values: [Double]) {
    let sorted = values.sorted { $1.isNaN ? !$0.isNaN : $0 < $1 }
    guard let first = sorted.first, let last = sorted.last else { return nil }
    let middle = sorted.count / 2
    let (low, high) = (sorted[sorted.count.isMultiple(of: 2) ? middle - 1 : middle], sorted[middle])
    // Equal infinities have no mean, and half of each does not overflow.
    median = low == high ? low : low / 2 + high / 2
    min = first
    max = last
  }

  /// Two spreads of the same figures; all NaN count as equal.
  package static func == (left: Spread, right: Spread) -> Bool {
    zip([left.median, left.min, left.max], [right.median, right.min, right.max]).allSatisfy {
      $0 == $1 || ($0.isNaN && $1.isNaN)
    }
  }
}
