/// Where a person finds a byte: line and column, both counted from 1.
package struct SourcePosition: Equatable, Sendable {
  package let line: Int
  /// Characters (grapheme clusters) before the place, plus one.
  package let column: Int
  /// The bytes of the line, without its end.
  package let lineRange: SourceRange
}

extension SourceText {
  /// The position of a byte offset; an offset past the end is the end.
  package func position(of offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), bytes.count)
    var line = 1
    var start = startsWithMark ? 3 : 0
    for index in 0..<offset where bytes[index] == 10 {
      line += 1
      start = index + 1
    }
    var end = bytes[offset...].firstIndex(of: 10) ?? bytes.count
    if end > start, bytes[end - 1] == 13 { end -= 1 }
    let column = text(SourceRange(start, offset)).count + 1
    return SourcePosition(line: line, column: column, lineRange: SourceRange(start, max(start, end)))
  }

  /// Whether the bytes open with a byte order mark, which is no part of the text.
  var startsWithMark: Bool { bytes.starts(with: [0xEF, 0xBB, 0xBF]) }
}
