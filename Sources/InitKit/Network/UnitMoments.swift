/// Mean and variance of some numbers of a layer over a batch, unit by unit and all together.
///
/// Variances are those over the batch (divided by the number of entries). Everything is summed in the order
/// of the entries, in double precision.
public struct UnitMoments: Sendable, Equatable {
  /// Mean of each unit.
  public let unitMeans: [Double]
  /// Variance of each unit around its own mean.
  public let unitVariances: [Double]
  /// Mean of all entries.
  public let mean: Double
  /// Variance of all entries around the mean of all.
  public let variance: Double
  /// How many entries each unit has.
  public let count: Int

  /// Takes moments that were computed elsewhere.
  public init(unitMeans: [Double], unitVariances: [Double], mean: Double, variance: Double, count: Int) {
    self.unitMeans = unitMeans
    self.unitVariances = unitVariances
    self.mean = mean
    self.variance = variance
    self.count = count
  }

  /// Takes the moments of entries, `[unit][entry]`, each unit with as many.
  public init(_ units: [[Double]]) {
    count = units.first?.count ?? 0
    let entries = Double(max(1, count))
    let means = units.map { $0.reduce(0, +) / entries }
    unitMeans = means
    unitVariances = zip(units, means).map { values, mean in
      values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / entries
    }
    let total = Double(max(1, units.count))
    let middle = means.reduce(0, +) / total
    mean = middle
    variance =
      units.reduce(0) { sum, values in
        sum + values.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
      } / (entries * total)
  }
}
