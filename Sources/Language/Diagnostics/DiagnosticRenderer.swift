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
  /// Whether messages too are kept within `width`: on a terminal, which would cut their words.
  package var wraps: Bool

  /// A width below 20 is taken for 20, and nothing is wrapped for it.
  package init(
    width: Int = 110, wraps: Bool = false, style: @escaping @Sendable (Part, String) -> String = { $1 }
  ) {
    self.width = max(20, width)
    self.wraps = wraps && width >= 20
    self.style = style
  }

  /// All lines, each ended by a line feed.
  package func render(_ diagnostic: Diagnostic) -> String {
    var lines = [heading(diagnostic)]
    if let source = diagnostic.source, let range = diagnostic.range,
      let excerpt = DiagnosticExcerpt(of: source, range: range, columns: width - 4)
    {
      lines += shown(excerpt, label: diagnostic.label)
    }
    for note in diagnostic.notes { lines.append(remark("note:", .note, note)) }
    if let hint = diagnostic.hint { lines.append(remark("help:", .help, hint)) }
    // A terminal moves on by itself when its last column is filled.
    if wraps { lines = lines.flatMap { $0.wrapped(to: width - 1) } }
    return lines.map { $0.spans.map(dressed).joined() + "\n" }.joined()
  }

  private func heading(_ diagnostic: Diagnostic) -> DiagnosticLine {
    var line = DiagnosticLine()
    if let source = diagnostic.source, let position = diagnostic.position {
      line.append("\(SafeText.line(source.name)):\(position.line):\(position.column):", .place)
      line.append(" ")
    }
    line.append("\(diagnostic.severity.rawValue):", .severity)
    line.append(" ")
    line.append(SafeText.line(diagnostic.message), .message)
    line.append(" ")
    line.append("[\(diagnostic.code)]", .code)
    line.hanging = 4
    return line
  }

  /// The source line and the line with the caret, its label beside or, where there is no room, below.
  private func shown(_ excerpt: DiagnosticExcerpt, label: String) -> [DiagnosticLine] {
    var source = DiagnosticLine("  ")
    source.append(excerpt.text, .source)
    var caret = DiagnosticLine(String(repeating: " ", count: 2 + excerpt.indent))
    caret.append(excerpt.caret, .caret)
    guard !label.isEmpty else { return [source, caret] }
    let label = SafeText.lines(label)
    let room = width - 1 - caret.width - 1
    if wraps, room < min(DisplayWidth.of(label), Self.narrowest) {
      var below = DiagnosticLine("    ")
      below.append(label, .label)
      below.hanging = 4
      return [source, caret, below]
    }
    caret.hanging = caret.width + 1
    caret.append(" ")
    caret.append(label, .label)
    return [source, caret]
  }

  /// Columns that a label of several lines has at least.
  private static let narrowest = 20

  private func remark(_ name: String, _ part: Part, _ text: String) -> DiagnosticLine {
    let text = SafeText.lines(text)
    var line = DiagnosticLine("  ")
    line.append(name, part)
    line.append(" " + text)
    line.hanging = line.width - DisplayWidth.of(text)
    return line
  }

  private func dressed(_ span: DiagnosticLine.Span) -> String {
    span.part.map { style($0, span.text) } ?? span.text
  }
}
