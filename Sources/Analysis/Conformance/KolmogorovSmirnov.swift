import InitKit

/// Kolmogorov and Smirnov's test of a sample against a continuous law.
package enum KolmogorovSmirnov {
  /// Largest distance of the sample's distribution function from the law's.
  package static func distance(of sample: [Double], from law: EntryLaw) -> Double {
    let sorted = sample.sorted()
    let count = Double(sorted.count)
    var largest = 0.0
    for (index, value) in sorted.enumerated() {
      let probability = law.cumulative(value)
      largest = max(largest, probability - Double(index) / count, Double(index + 1) / count - probability)
    }
    return largest
  }

  /// The distance that a sample of the law exceeds once in a thousand: `1.9495 / sqrt(n)`.
  ///
  /// From Kolmogorov's `2 exp(-2 n d^2)`, good to a percent from n = 100 on.
  package static func limit(count: Int) -> Double { 1.9495 / Double(max(1, count)).squareRoot() }
}
