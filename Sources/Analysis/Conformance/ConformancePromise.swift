import InitKit

extension ConformanceSuite {
  /// Checks all that is promised of the values at a site.
  func checkPromise(
    of chosen: ChosenInitializer, at site: WeightSite, _ report: inout ConformanceReport
  ) {
    guard let promise = chosen.promise(at: site), site.count > 0 else { return }
    let draws = pool(chosen, site)
    for values in draws.prefix(4) {
      checkEntries(values, promise, chosen, site, &report)
    }
    let pooled = draws.flatMap { $0 }
    checkMoments(pooled, promise, chosen, site, &report)
    guard let law = promise.law, law.variance > 0, site == Self.ordinary else { return }
    let distance = KolmogorovSmirnov.distance(of: pooled, from: law)
    // Twice in a row at 1e-3 each is once in a million.
    let limit = KolmogorovSmirnov.limit(count: pooled.count)
    var again = distance
    if distance > limit {
      again = KolmogorovSmirnov.distance(of: pool(chosen, site, from: draws.count).flatMap { $0 }, from: law)
    }
    let finding = ConformanceFinding(
      .law, call: chosen.description, shape: site.shape, found: again, promised: 0, tolerance: limit)
    report.check(.law, again > limit ? finding : nil)
  }

  /// Draws until enough entries are there; one draw where chance has no part.
  private func pool(_ chosen: ChosenInitializer, _ site: WeightSite, from start: Int = 0) -> [[Double]] {
    let needed = chosen.specification.isDeterministic ? 1 : (poolSize + site.count - 1) / site.count
    return (start..<start + min(1000, max(1, needed))).compactMap { values(chosen, site, draw: $0) }
  }

  /// Mean and variance of pooled entries within 5.5 standard deviations of what is promised.
  ///
  /// 4.9 would do for a false alarm in a million if sums were normal; the rest is for the skew of squares.
  private func checkMoments(
    _ pooled: [Double], _ promise: Promise, _ chosen: ChosenInitializer, _ site: WeightSite,
    _ report: inout ConformanceReport
  ) {
    let count = Double(pooled.count)
    let mean = pooled.reduce(0, +) / count
    let variance = pooled.reduce(0) { $0 + ($1 - promise.mean) * ($1 - promise.mean) } / count
    let size = promise.mean.magnitude + promise.variance.squareRoot()
    let isFixed = chosen.specification.isDeterministic
    let rounding = 1e-12 * size
    // Entries that share a random number tell no more than one of them.
    let numbers = count / Double(max(1, promise.repeats))
    let meanSlack = isFixed ? rounding : 5.5 * (promise.variance / numbers).squareRoot() + rounding
    let relative = isFixed ? 0 : 5.5 * (max(0, promise.kurtosis - 1) / numbers).squareRoot()
    let varianceSlack = relative * promise.variance + rounding * size
    for (rule, found, promised, slack) in [
      (ConformanceRule.mean, mean, promise.mean, meanSlack),
      (ConformanceRule.variance, variance, promise.variance, varianceSlack),
    ] {
      let finding = ConformanceFinding(
        rule, call: chosen.description, shape: site.shape, found: found, promised: promised, tolerance: slack)
      // Written so that NaN is a finding.
      report.check(rule, abs(found - promised) <= slack ? nil : finding)
    }
  }
}
