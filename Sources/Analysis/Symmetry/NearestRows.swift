/// The pair of rows that lie closest together, and each row's nearest neighbor.
package struct NearestRows: Equatable, Sendable {
  /// For each row the nearest other one with its Euclidean distance; nil when there is only one row.
  package let neighbors: [Neighbor?]

  /// Another row and how far it is.
  package struct Neighbor: Equatable, Sendable {
    package let row: Int
    package let distance: Double
  }

  /// Compares all pairs: time grows with rows² · columns. Ties go to the lower row.
  package init(rows: [[Double]]) {
    var best = [Neighbor?](repeating: nil, count: rows.count)
    for i in rows.indices {
      for j in rows.indices.dropFirst(i + 1) {
        let distance = Self.distance(rows[i], rows[j])
        if best[i].map({ distance < $0.distance }) ?? true { best[i] = Neighbor(row: j, distance: distance) }
        if best[j].map({ distance < $0.distance }) ?? true { best[j] = Neighbor(row: i, distance: distance) }
      }
    }
    neighbors = best
  }

  /// The smallest distance between two rows; nil when there are none to compare.
  package var gap: Double? { neighbors.compactMap { $0?.distance }.min() }

  /// Euclidean distance; exactly 0 for equal rows, also where differences of tiny numbers would underflow.
  static func distance(_ left: [Double], _ right: [Double]) -> Double {
    var largest = 0.0
    for (a, b) in zip(left, right) { largest = max(largest, abs(a - b)) }
    guard largest > 0, largest.isFinite else { return largest }
    // Scaled by the largest difference, the squares of gaps such as 1e-200 do not vanish.
    var sum = 0.0
    for (a, b) in zip(left, right) {
      let scaled = (a - b) / largest
      sum += scaled * scaled
    }
    return largest * sum.squareRoot()
  }
}
