import InitKit

extension Promise {
  /// Promises that all entries are one number.
  static func every(_ value: Double, at site: WeightSite) -> Promise {
    Promise(
      mean: value, variance: 0, lower: value, upper: value, zeros: value == 0 ? site.count : 0,
      breaksSymmetry: site.rows < 2)
  }
}

extension Promise {
  /// Promises the very numbers that are given.
  static func exactly(_ values: [Double], at site: WeightSite) -> Promise {
    let count = Double(max(1, values.count))
    let mean = values.reduce(0, +) / count
    let rows = (0..<site.rows).map { Array(values[$0 * site.columns..<($0 + 1) * site.columns]) }
    return Promise(
      mean: mean, variance: values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count,
      lower: values.min() ?? 0, upper: values.max() ?? 0, zeros: values.count { $0 == 0 },
      breaksSymmetry: site.rows < 2 || Set(rows).count == site.rows)
  }
}

/// Writes one number everywhere.
func fillEverywhere(_ weights: inout MutableSpan<Double>, with value: Double) {
  for index in weights.indices { weights[index] = value }
}
