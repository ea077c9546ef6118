/// The entries of a session and the place among them where Up and Down stand.
///
/// libedit's own Up keeps 1,024 characters of the unfinished line and its own Down throws the line away.
struct HistoryList {
  /// Oldest first.
  private(set) var entries: [String] = []
  /// How many are kept.
  let limit: Int
  private var position: Int?
  private var unfinished = ""

  /// A list of entries read before.
  init(entries: [String] = [], limit: Int) {
    self.entries = Array(entries.suffix(limit))
    self.limit = limit
  }

  /// True for what is kept: not blank, not begun with a space, not the twin of the entry before.
  func keeps(_ entry: String) -> Bool {
    entry.first != " " && !entry.allSatisfy(\.isWhitespace) && entry != entries.last
  }

  /// Adds an entry at the end; false when it is none that is kept.
  mutating func add(_ entry: String) -> Bool {
    guard keeps(entry) else { return false }
    entries.append(entry)
    if entries.count > limit { entries.removeFirst(entries.count - limit) }
    return true
  }

  /// Stands behind the last entry again, on a fresh line.
  mutating func leave() {
    position = nil
    unfinished = ""
  }

  /// The entry before the present one, `line` being what stands there now; nil at the oldest.
  mutating func previous(leaving line: String) -> String? {
    let here = position ?? entries.count
    guard here > 0 else { return nil }
    if position == nil { unfinished = line }
    position = here - 1
    return entries[here - 1]
  }

  /// The entry behind the present one, at last the unfinished line; nil when that is the line already.
  mutating func next() -> String? {
    guard let here = position else { return nil }
    if here + 1 < entries.count {
      position = here + 1
      return entries[here + 1]
    }
    position = nil
    return unfinished
  }
}
