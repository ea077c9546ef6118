/// The names nearest to one that is not known.
package enum Suggestions {
  /// At most three names near enough to `name`, nearest first, ties in the order given.
  ///
  /// A name is near when its edit distance (insertion, deletion, exchange, transposition of neighbors; letter
  /// case costs nothing) is at most a third of its length, or when it continues three letters or more.
  package static func near(_ name: String, among candidates: some Sequence<String>) -> [String] {
    let wanted = Array(name.lowercased().unicodeScalars)
    guard !wanted.isEmpty, wanted.count <= 64 else { return [] }
    var found: [(distance: Int, order: Int, name: String)] = []
    var seen: Set<String> = []
    for (order, candidate) in candidates.enumerated() where seen.insert(candidate).inserted {
      let letters = Array(candidate.lowercased().unicodeScalars)
      let allowed = max(1, max(wanted.count, letters.count) / 3)
      let distance = editDistance(wanted, letters)
      if distance <= allowed, distance < max(wanted.count, letters.count) {
        found.append((distance, order, candidate))
      } else if wanted.count >= 3, letters.starts(with: wanted) {
        found.append((allowed + 1, order, candidate))
      }
    }
    found.sort { ($0.distance, $0.order) < ($1.distance, $1.order) }
    guard let best = found.first?.distance else { return [] }
    return found.filter { $0.distance <= best + 1 }.prefix(3).map(\.name)
  }

  /// Optimal string alignment distance (Damerau 1964, restricted form).
  static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var before: [Int] = []
    var previous = Array(0...right.count)
    for row in 1...left.count {
      var current = [row]
      current.reserveCapacity(right.count + 1)
      for column in 1...right.count {
        let same = left[row - 1] == right[column - 1]
        var best = min(previous[column] + 1, current[column - 1] + 1)
        best = min(best, previous[column - 1] + (same ? 0 : 1))
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          best = min(best, before[column - 2] + 1)
        }
        current.append(best)
      }
      before = previous
      previous = current
    }
    return previous[right.count]
  }
}
