/// Which rows of a matrix are equal bit for bit.
package struct EqualityClasses: Equatable, Sendable {
  /// Rows by class, each ascending, classes by their first row.
  package let groups: [[Int]]

  /// Sorts rows into classes; 0 and -0 differ, as do NaNs of different bits.
  ///
  /// Time grows with the number of entries, not with the number of pairs.
  package init(rows: [[Double]]) {
    var classOfRow: [[UInt64]: Int] = [:]
    var groups: [[Int]] = []
    for (row, values) in rows.enumerated() {
      let bits = values.map(\.bitPattern)
      if let known = classOfRow[bits] {
        groups[known].append(row)
      } else {
        classOfRow[bits] = groups.count
        groups.append([row])
      }
    }
    self.groups = groups
  }

  /// Number of different rows.
  package var distinct: Int { groups.count }
}
