/// How many values lie between neighboring edges.
package struct Histogram: Equatable, Sendable {
  package var title: StyledText
  /// One edge more than there are bins, rising; bins hold their lower edge, the last one its upper too.
  package var edges: [Double]
  package var counts: [Int]
  /// Values that are NaN or infinite and so in no bin.
  package var nonFinite: Int

  package init(title: StyledText = "", edges: [Double], counts: [Int], nonFinite: Int = 0) {
    precondition(edges.count == counts.count + 1 || counts.isEmpty, "bins need one edge more")
    self.title = title
    self.edges = edges
    self.counts = counts
    self.nonFinite = nonFinite
  }
}
