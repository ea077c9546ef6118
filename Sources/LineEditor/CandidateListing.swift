/// How candidates are laid out under the line.
struct CandidateListing {
  /// The window's width.
  var columns: Int
  /// The rows the list may fill.
  var rows: Int
  /// Whether summaries are dim.
  var color: Bool

  /// The list with `\r\n` after each row: with summaries one a row if that fits, else names in columns.
  func text(of candidates: [CompletionList.Candidate]) -> String {
    let hasSummaries = candidates.contains { !$0.summary.isEmpty }
    let lines =
      hasSummaries && candidates.count <= rows
      ? summarized(candidates) : inColumns(candidates.map(\.label))
    guard lines.count > rows, rows > 1 else { return lines.map { $0 + "\r\n" }.joined() }
    return lines.prefix(rows - 1).map { $0 + "\r\n" }.joined() + "... type more to shorten the list\r\n"
  }

  private func summarized(_ candidates: [CompletionList.Candidate]) -> [String] {
    let widest = candidates.map { displayWidth($0.label.unicodeScalars) }.max() ?? 0
    let room = columns - 1 - widest - 2
    // Less than a word or two of a summary says nothing.
    guard room >= 12 else { return inColumns(candidates.map(\.label)) }
    return candidates.map { candidate in
      guard !candidate.summary.isEmpty else { return candidate.label }
      let summary = clipped(candidate.summary, to: room)
      return padded(candidate.label, to: widest + 2) + (color ? "\u{1b}[2m\(summary)\u{1b}[0m" : summary)
    }
  }

  private func inColumns(_ names: [String]) -> [String] {
    let column = (names.map { displayWidth($0.unicodeScalars) }.max() ?? 0) + 2
    let across = max(1, (columns + 1) / column)
    let down = (names.count + across - 1) / across
    return (0..<down).map { row in
      let cells = stride(from: row, to: names.count, by: down).map { names[$0] }
      return cells.dropLast().map { padded($0, to: column) }.joined() + (cells.last ?? "")
    }
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - displayWidth(text.unicodeScalars)))
  }
}
