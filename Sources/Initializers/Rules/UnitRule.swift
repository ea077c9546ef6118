import InitKit

/// Scales and shifts each unit of each layer so that its sums have mean 0 and one deviation on data.
///
/// From the input up: what a layer reads is what the layers below give after they were treated.
struct UnitRule: Sendable {
  /// Deviation of the sums.
  let scale: Double
  /// Mean of the sums.
  var mean = 0.0
  /// Batches to measure on together.
  let batches: Int

  static let measure = "farthest variance of a unit"

  /// Treats every layer with one free weight.
  ///
  /// - Throws: `lacks(.proportionalLayer)`, `unmeasurable` for a unit that does not vary, `notReached`.
  func apply(to network: any NetworkHost) throws(InitializerError) -> SchemeReport {
    var report = SchemeReport()
    for layer in network.layers where layer.weights.contains(where: \.isFree) {
      guard let weight = layer.onlyWeight, let row = try treat(layer, weight, in: network) else {
        report.leftAsDrawn.append(layer.name)
        continue
      }
      report.rows.append(row)
    }
    guard !report.rows.isEmpty else { throw .lacks(.proportionalLayer) }
    return report
  }

  /// Treats one layer; nil where its entries belong to no units.
  func treat(
    _ layer: NetworkLayer, _ weight: NetworkParameter, in network: any NetworkHost
  ) throws(InitializerError) -> SchemeReport.Row? {
    guard let units = network.units(of: weight) else { return nil }
    let before = try network.moments(of: layer, .sums, batches: batches)
    var factors: [Double] = []
    for variance in before.unitVariances {
      // What rounding alone leaves of a sum that should not vary is no variance.
      guard variance.isFinite, variance > 1e-24 * (before.variance + before.mean * before.mean) else {
        throw .unmeasurable(layer: layer.name, measure: "variance of a unit's sums", found: variance)
      }
      factors.append(scale / variance.squareRoot())
    }
    let values = network.values(of: weight)
    try network.write(zip(values, units).map { $0 * factors[$1] }, to: weight)
    if let bias = layer.biases.first(where: \.isFree), bias.site.count == factors.count {
      let shifts = network.values(of: bias)
      // The sums already hold the old bias.
      try network.write(
        shifts.indices.map { (shifts[$0] - before.unitMeans[$0]) * factors[$0] + mean }, to: bias)
    }
    let after = try network.moments(of: layer, .sums, batches: batches)
    let (start, end) = (farthest(before), farthest(after))
    guard abs(end - scale * scale) <= 1e-6 * scale * scale else {
      throw .notReached(
        SchemeShortfall(
          layer: layer.name, measure: Self.measure, found: end, needed: scale * scale,
          tolerance: 1e-6 * scale * scale, rounds: 1))
    }
    return SchemeReport.Row(layer: layer.name, measure: Self.measure, before: start, after: end, rounds: 1)
  }

  /// The variance of the unit that is farthest from what it should be.
  private func farthest(_ moments: UnitMoments) -> Double {
    let target = scale * scale
    return moments.unitVariances.max { abs($0 - target) < abs($1 - target) } ?? target
  }
}
