import Engine
import InitKit

/// Checks initializers against the rules of the table and against their own promises.
///
/// Statistical rules raise a false alarm about once in a million per check. Everything is drawn from
/// streams keyed by the seed, so that a finding can be seen again.
package struct ConformanceSuite: Sendable {
  /// Seed of all streams.
  package var seed: UInt64
  /// Entries pooled for a statistical check, from a thousand draws at most.
  package var poolSize: Int

  /// Sets the seed and the size of the samples.
  package init(seed: UInt64 = 0, poolSize: Int = 6000) {
    self.seed = seed
    self.poolSize = poolSize
  }

  /// The initializer of a row with its defaults, and samples where a parameter has none.
  package func sample(of entry: InitializerEntry) -> ChosenInitializer? {
    try? entry.choose([], sampleArguments(for: entry.specification))
  }

  /// Checks a row of the table: its parameters, and what its defaults give.
  package func check(_ entry: InitializerEntry) -> ConformanceReport {
    var report = checkParameters(of: entry)
    if let chosen = sample(of: entry) {
      report.add(check(chosen))
    }
    return report
  }

  /// Checks an initializer with its arguments over many shapes.
  package func check(_ chosen: ChosenInitializer) -> ConformanceReport {
    var report = ConformanceReport()
    for site in Self.sites {
      guard fills(chosen, site, &report) else { continue }
      checkStreams(of: chosen, at: site, &report)
      checkPromise(of: chosen, at: site, &report)
    }
    checkOrder(of: chosen, &report)
    checkFans(of: chosen, &report)
    if let values = values(chosen, Self.ordinary) {
      report.neurons = .init(distinct: distinctRows(values, Self.ordinary), count: Self.ordinary.rows)
    }
    return report
  }

  /// The stream of one draw for a site.
  func stream(_ site: WeightSite, draw: Int = 0) -> RandomStream {
    RandomStream(StreamKey(seed: seed, layer: site.layer, parameter: site.parameter, draw: UInt64(draw)))
  }

  /// The values of one draw, or nil when the initializer throws.
  func values(_ chosen: ChosenInitializer, _ site: WeightSite, draw: Int = 0) -> [Double]? {
    try? chosen.values(at: site, from: stream(site, draw: draw), by: KernelArithmetic())
  }

  /// Whether a site can be filled; refusing a shape is allowed unless it is an ordinary matrix.
  private func fills(
    _ chosen: ChosenInitializer, _ site: WeightSite, _ report: inout ConformanceReport
  ) -> Bool {
    do throws(InitializerError) {
      _ = try chosen.values(at: site, from: stream(site), by: KernelArithmetic())
      report.check(.shapes, nil)
      report.check(.finite, nil)
      return true
    } catch {
      let finding = ConformanceFinding(
        .shapes, call: chosen.description, shape: site.shape, error: error)
      switch error {
      case .shape where site.shape != [16, 16]: report.check(.shapes, nil)
      // What no shape requirement can say, such as sizes that have to be even.
      case .refused where site.shape != [16, 16]: report.check(.shapes, nil)
      case .notFinite(let index):
        var unwritten = finding
        (unwritten.rule, unwritten.found) = (.finite, Double(index))
        report.check(.finite, unwritten)
      default: report.check(.shapes, finding)
      }
      return false
    }
  }
}
