import Text

/// Writes a diagnostic as lines of plain text, the form that files and terminals show.
///
///     lesson.lab:3:10: error: no initializer is called `he_unifrm` [unknown-initializer]
///       init all he_unifrm
///                ^~~~~~~~~ not in the table
///       help: did you mean `he_uniform`? `inits` lists all
package struct DiagnosticRenderer: Sendable {
  /// The parts that a terminal may color.
  package enum Part: Sendable {
    case place, severity, message, code, source, caret, label, note, help
  }

  /// Dresses a part, for instance in terminal colors; the identity by default.
  package var style: @Sendable (Part, String) -> String
  /// A longer source line is cut around the place.
  package var width: Int

  package init(width: Int = 110, style: @escaping @Sendable (Part, String) -> String = { $1 }) {
    self.width = max(20, width)
    self.style = style
  }

  /// All lines, each ended by a line feed.
  package func render(_ diagnostic: Diagnostic) -> String {
    var lines = [heading(diagnostic)]
    if let source = diagnostic.source, let range = diagnostic.range {
      lines += excerpt(of: source, range: range, label: diagnostic.label)
    }
    for note in diagnostic.notes { lines.append("  " + style(.note, "note:") + " " + note) }
    if let hint = diagnostic.hint { lines.append("  " + style(.help, "help:") + " " + hint) }
    return lines.map { $0 + "\n" }.joined()
  }

  private func heading(_ diagnostic: Diagnostic) -> String {
    let severity = style(.severity, "\(diagnostic.severity.rawValue):")
    let message = style(.message, SafeText.line(diagnostic.message))
    let rest = "\(severity) \(message) \(style(.code, "[\(diagnostic.code)]"))"
    guard let source = diagnostic.source, let position = diagnostic.position else { return rest }
    return style(.place, "\(source.name):\(position.line):\(position.column):") + " " + rest
  }

  private func excerpt(of source: SourceText, range: SourceRange, label: String) -> [String] {
    let line = source.position(of: range.start).lineRange
    guard line.end > line.start else { return [] }
    let start = min(max(range.start, line.start), line.end)
    let end = min(max(range.end, start), line.end)
    // A character has at most four bytes that matter: more of a long line than this is never shown.
    let reach = 4 * width
    let from = max(line.start, start - reach)
    var before = SafeText.line(source.text(SourceRange(from, start)))
    let marked = SafeText.line(source.text(SourceRange(start, min(end, start + reach))))
    let after = SafeText.line(source.text(SourceRange(end, min(line.end, end + reach))))
    if from == line.start { before = String(before.drop(while: { $0 == " " })) }
    let room = width - 4
    before = cutFront(before, to: room / 2)
    let shown = cutBack(marked, to: room - DisplayWidth.of(before))
    let rest = cutBack(after, to: room - DisplayWidth.of(before) - DisplayWidth.of(shown))
    let tail = String(repeating: "~", count: max(0, DisplayWidth.of(shown) - 1))
    let padding = String(repeating: " ", count: 2 + DisplayWidth.of(before))
    let caret = padding + style(.caret, "^" + tail) + (label.isEmpty ? "" : " " + style(.label, label))
    return [trimmed("  " + style(.source, before + shown + rest)), caret]
  }

  private func cutFront(_ text: String, to room: Int) -> String {
    DisplayWidth.of(text) <= room ? text : "…" + text.suffix(max(0, room - 1))
  }

  private func cutBack(_ text: String, to room: Int) -> String {
    DisplayWidth.of(text) <= room ? text : text.prefix(max(0, room - 1)) + "…"
  }

  private func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
