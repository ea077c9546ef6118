import InitKit

extension Promise {
  /// Promises that all entries are one number.
  static func every(_ value: Double, at site: WeightSite) -> Promise {
    Promise(
      mean: value, variance: 0, lower: value, upper: value, zeros: value == 0 ? site.count : 0,
      breaksSymmetry: site.rows < 2)
  }
}

/// Writes one number everywhere.
func fillEverywhere(_ weights: inout MutableSpan<Double>, with value: Double) {
  for index in weights.indices { weights[index] = value }
}
