import InitKit

extension Promise {
  /// Promises rows of one length whose entries are interchangeable and symmetric about zero.
  ///
  /// The kurtosis is left at that of uniform numbers, which a normed row of them stays below.
  static func directions(length: Double, at site: WeightSite) -> Promise {
    // A row of a single entry is one of two numbers: two rows may be equal, and of three two are.
    let breaks: Bool? =
      switch (site.rows, site.columns) {
      case (...1, _): true
      case (_, 0): false
      case (2, 1): length > 0 ? nil : false
      case (_, 1): false
      default: length > 0
      }
    return Promise(
      mean: 0, variance: length * length / Double(max(1, site.columns)), lower: -length * (1 + 1e-12),
      upper: length * (1 + 1e-12), kurtosis: 1.8, breaksSymmetry: breaks)
  }
}

/// Writes a row in the direction of a vector.
func setDirection(
  _ vector: [Double], length: Double, from start: Int, in weights: inout MutableSpan<Double>
) {
  let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  for (index, entry) in vector.enumerated() { weights[start + index] = length * (entry / norm) }
}
