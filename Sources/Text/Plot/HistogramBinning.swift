extension Histogram {
  /// Counts values in bins whose edges are round numbers; equal values make one bin.
  ///
  /// There are at most `bins` bins and one more; nil takes about the root of the number of values, but
  /// 5 to 20.
  package init(title: StyledText = "", values: [Double], bins: Int? = nil) {
    let finite = values.filter(\.isFinite)
    let strange = values.count - finite.count
    guard let lower = finite.min(), let upper = finite.max() else {
      self.init(title: title, edges: [], counts: [], nonFinite: strange)
      return
    }
    let automatic = min(max(Int(Double(finite.count).squareRoot().rounded(.up)), 5), 20)
    let edges = Self.edges(lower, upper, bins: min(max(bins ?? automatic, 1), 1000))
    var counts = Array(repeating: 0, count: edges.count - 1)
    for value in finite {
      // Adding zero turns -0 into 0, so that both are counted in the same bin.
      let above = Self.firstIndex(in: edges, above: value + 0)
      counts[min(max(above - 1, 0), counts.count - 1)] += 1
    }
    self.init(title: title, edges: edges, counts: counts, nonFinite: strange)
  }

  /// Multiples of a round step from at or below `lower` to at or above `upper`.
  private static func edges(_ lower: Double, _ upper: Double, bins: Int) -> [Double] {
    guard lower < upper else { return [lower, lower] }
    let (factor, power) = Ticks.step(span: upper / 2 - lower / 2, halves: Double(bins) / 2)
    if let step = Double("\(factor)e\(power)"), step.isNormal {
      let first = (lower / step).rounded(.down)
      let last = (upper / step).rounded(.up)
      if max(first.magnitude, last.magnitude) < 1e15, last - first <= Double(bins) + 2 {
        let edges = (Int(first)...Int(last)).compactMap { Double("\($0 * factor)e\(power)") }
        if edges.allSatisfy(\.isFinite), edges.count > 1 { return edges }
      }
    }
    return [lower, upper]
  }

  /// The number of edges that are not above a value, by halving.
  private static func firstIndex(in edges: [Double], above value: Double) -> Int {
    var low = 0
    var high = edges.count
    while low < high {
      let middle = (low + high) / 2
      if edges[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
