import InitKit

extension ConformanceSuite {
  /// Checks what has to hold exactly in every single draw: bounds, zeros, symmetry, orthogonality.
  func checkEntries(
    _ values: [Double], _ promise: Promise, _ chosen: ChosenInitializer, _ site: WeightSite,
    _ report: inout ConformanceReport
  ) {
    var finding = ConformanceFinding(.bounds, call: chosen.description, shape: site.shape)
    finding.found = values.first { $0 < promise.lower || $0 > promise.upper }
    report.check(.bounds, finding.found == nil ? nil : finding)

    if let zeros = promise.zeros {
      finding.rule = .zeros
      finding.found = Double(values.count { $0 == 0 })
      finding.promised = Double(zeros)
      report.check(.zeros, finding.found == finding.promised ? nil : finding)
    }
    if let breaks = promise.breaksSymmetry, site.rows > 1 {
      finding.rule = .symmetry
      finding.found = Double(distinctRows(values, site))
      finding.promised = breaks ? Double(site.rows) : nil
      let areDistinct = finding.found == Double(site.rows)
      report.check(.symmetry, areDistinct == breaks ? nil : finding)
    }
    if let gain = promise.orthogonalGain {
      finding.rule = .orthogonality
      finding.found = orthogonalityError(values, site, gain: gain)
      finding.promised = 0
      finding.tolerance = 1e-10 * max(1, gain * gain)
      let isWithin = (finding.found ?? .nan) <= (finding.tolerance ?? 0)
      report.check(.orthogonality, isWithin ? nil : finding)
    }
  }

  /// How many different rows there are.
  func distinctRows(_ values: [Double], _ site: WeightSite) -> Int {
    let columns = site.columns
    return Set((0..<site.rows).map { Array(values[$0 * columns..<($0 + 1) * columns]) }).count
  }

  /// Largest entry of `|W W^T - gain^2 I|`, of W^T W where there are more rows than columns.
  private func orthogonalityError(_ values: [Double], _ site: WeightSite, gain: Double) -> Double {
    let (rows, columns) = (site.rows, site.columns)
    let lies = rows <= columns
    let (count, length) = lies ? (rows, columns) : (columns, rows)
    let (step, stride) = lies ? (columns, 1) : (1, columns)
    var worst = 0.0
    for first in 0..<count {
      for second in 0...first {
        var sum = first == second ? -gain * gain : 0
        for index in 0..<length {
          sum += values[first * step + index * stride] * values[second * step + index * stride]
        }
        worst = max(worst, abs(sum))
      }
    }
    return worst
  }
}
