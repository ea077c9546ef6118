import InitKit

extension ConformanceSuite {
  /// Checks that a formula over fans takes the host's.
  ///
  /// Two matrices of other shapes have the same fans, as a layer with groups or shared weights may: entries
  /// that are independent must have the same variance in both. Kernels of grouped and transposed layers,
  /// whose fans a shape does not show, are then right as well.
  func checkFans(of chosen: ChosenInitializer, _ report: inout ConformanceReport) {
    guard chosen.specification.formula.contains("fan") else { return }
    let fans = Fans(input: 96, output: 4)
    let (other, own) = (Self.matrix([16, 24], fans: fans), Self.matrix([4, 96], fans: fans))
    guard let found = variance(of: chosen, at: other), let expected = variance(of: chosen, at: own) else {
      return
    }
    let slack = found.slack + expected.slack
    let finding = ConformanceFinding(
      .fans, call: chosen.description, shape: other.shape, found: found.variance, promised: expected.variance,
      tolerance: slack)
    report.check(.fans, abs(found.variance - expected.variance) <= slack ? nil : finding)
  }

  /// The promised variance of independent entries, or that of a sample where nothing is promised.
  private func variance(
    of chosen: ChosenInitializer, at site: WeightSite
  ) -> (variance: Double, slack: Double)? {
    if let promise = chosen.promise(at: site) {
      return (promise.variance, 1e-9 * promise.variance)
    }
    guard !chosen.specification.isDeterministic else { return nil }
    let draws = (0..<max(1, poolSize / site.count)).compactMap { values(chosen, site, draw: $0) }
    let pooled = draws.flatMap { $0 }
    guard !pooled.isEmpty else { return nil }
    let count = Double(pooled.count)
    let mean = pooled.reduce(0, +) / count
    let variance = pooled.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let fourth = pooled.reduce(0) { $0 + ($1 - mean) * ($1 - mean) * ($1 - mean) * ($1 - mean) } / count
    // Five and a half standard deviations of a sample's variance, as for the promised moments.
    return (variance, 5.5 * (max(0, fourth - variance * variance) / count).squareRoot())
  }
}
