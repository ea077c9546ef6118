import CLibedit

extension LineEditor {
  /// Tab: the only candidate, else what all candidates share, else the list of them.
  func complete() -> UInt8 {
    let (scalars, cursor) = line
    let before = earlierLines.unicodeScalars.count
    let text = earlierLines + String(String.UnicodeScalarView(scalars))
    guard let answer = delegate?.completions(for: text, cursor: before + cursor), !answer.candidates.isEmpty
    else { return UInt8(CC_ERROR) }
    // Only this line can be changed, whatever the answer says.
    let from = min(max(0, answer.replaced.lowerBound - before), cursor)
    let to = min(max(cursor, answer.replaced.upperBound - before), scalars.count)
    let common = answer.commonPrefix
    if let only = answer.candidates.first, answer.candidates.count == 1 {
      replace(from..<to, with: common)
      append(only.suffix, before: scalars[to...])
      return UInt8(CC_REFRESH)
    }
    if common.count > to - from {
      replace(from..<to, with: common)
      return UInt8(CC_REFRESH_BEEP)
    }
    // The list has to start below the line's last row: go there first, list in the next event.
    listedFromEnd = scalars.count - cursor
    el_cursor(libedit, Int32.max / 2)
    pending.append(.list(answer.candidates))
    return UInt8(CC_CURSOR)
  }

  private func replace(_ range: Range<Int>, with scalars: [Unicode.Scalar]) {
    el_cursor(libedit, Int32(range.upperBound - line.cursor))
    el_deletestr(libedit, Int32(range.count))  // counted in characters, not bytes
    insert(String(String.UnicodeScalarView(scalars)))
  }

  /// Adds a suffix, or steps over the one that stands there already.
  private func append(_ suffix: String, before rest: ArraySlice<Unicode.Scalar>) {
    if !suffix.isEmpty, rest.starts(with: suffix.unicodeScalars) {
      el_cursor(libedit, Int32(suffix.unicodeScalars.count))
    } else {
      insert(suffix)
    }
  }

  private func insert(_ text: String) {
    if !text.isEmpty { el_insertstr(libedit, text) }
  }
}
