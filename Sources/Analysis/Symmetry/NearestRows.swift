/// Another row of a matrix and how far it is.
package struct RowNeighbor: Equatable, Sendable {
  /// Its index.
  package let row: Int
  /// Euclidean distance; infinite where a difference is no number.
  package let distance: Double
}

/// For each row of a matrix the one that lies closest.
package struct NearestRows: Equatable, Sendable {
  /// For each row the nearest other one, of equally near ones the lowest; nil when there is only one row.
  package let neighbors: [RowNeighbor?]

  /// Compares all pairs of different rows: time grows with distinct² · columns.
  ///
  /// Rows equal bit for bit are at distance 0, also when they hold NaN.
  package init(rows: [[Double]]) {
    let groups = EqualityClasses(rows: rows).groups
    var best = [RowNeighbor?](repeating: nil, count: rows.count)
    let first = groups.map { $0[0] }
    PackedRows(first.map { rows[$0] }).forEachPair { i, j, distance in
      Self.improve(&best[first[i]], first[j], distance)
      Self.improve(&best[first[j]], first[i], distance)
    }
    for group in groups where group.count > 1 {
      for row in group { best[row] = RowNeighbor(row: row == group[0] ? group[1] : group[0], distance: 0) }
    }
    neighbors = best
  }

  /// The smallest distance between two rows; nil when there are none to compare.
  package var gap: Double? { neighbors.compactMap { $0?.distance }.min() }

  /// The nearest other row of one; nil when there is none.
  package static func neighbor(of row: Int, in rows: [[Double]]) -> RowNeighbor? {
    let packed = PackedRows(rows)
    var best: RowNeighbor?
    for other in rows.indices where other != row {
      let isEqual = rows[other].elementsEqual(rows[row]) { $0.bitPattern == $1.bitPattern }
      improve(&best, other, isEqual ? 0 : packed.distance(row, other))
    }
    return best
  }

  /// Smallest distance between two rows; nil for fewer than two.
  ///
  /// Nothing is compared when `classes`, those of the rows, has two that are equal.
  package static func gap(of rows: [[Double]], classes: EqualityClasses) -> Double? {
    guard rows.count > 1 else { return nil }
    guard classes.distinct == rows.count else { return 0 }
    var smallest = Double.infinity
    PackedRows(rows).forEachPair { _, _, distance in smallest = min(smallest, distance) }
    return smallest
  }

  /// Pairs come in any order, so that ties are settled here.
  private static func improve(_ best: inout RowNeighbor?, _ row: Int, _ distance: Double) {
    if let known = best, (known.distance, known.row) < (distance, row) { return }
    best = RowNeighbor(row: row, distance: distance)
  }
}
