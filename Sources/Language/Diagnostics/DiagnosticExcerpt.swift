import Text

/// The source line of a diagnostic, cut around the place, and the columns of the place in it.
struct DiagnosticExcerpt {
  /// What is shown in front of the place, of the place, and behind it.
  let before: String
  let marked: String
  let after: String

  /// Nil where the line of the place is empty.
  init?(of source: SourceText, range: SourceRange, columns: Int) {
    let line = source.position(of: range.start).lineRange
    guard line.end > line.start else { return nil }
    let start = min(max(range.start, line.start), line.end)
    let end = min(max(range.end, start), line.end)
    // A character has at most four bytes that matter: more of a long line than this is never shown.
    let reach = 4 * columns
    let from = max(line.start, start - reach)
    var front = SafeText.line(source.text(SourceRange(from, start)))
    let place = SafeText.line(source.text(SourceRange(start, min(end, start + reach))))
    let rest = SafeText.line(source.text(SourceRange(end, min(line.end, end + reach))))
    if from == line.start { front = String(front.drop(while: { $0 == " " })) }
    // The front is cut in the middle, or where all that follows still fits.
    let free = columns - DisplayWidth.of(place) - DisplayWidth.of(rest)
    before = Self.end(of: front, in: max(columns / 2, free))
    marked = Self.start(of: place, in: columns - DisplayWidth.of(before))
    after = Self.start(of: rest, in: columns - DisplayWidth.of(before) - DisplayWidth.of(marked))
  }

  /// The line as it is shown, without spaces at its end.
  var text: String {
    var text = Substring(before + marked + after)
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// Columns in front of the place.
  var indent: Int { DisplayWidth.of(before) }

  /// What stands under the place.
  var caret: String { "^" + String(repeating: "~", count: max(0, DisplayWidth.of(marked) - 1)) }

  /// The longest end of a text that fits, behind a sign of what is left out.
  private static func end(of text: String, in columns: Int) -> String {
    guard DisplayWidth.of(text) > columns else { return text }
    return "…" + String(fitting(text.reversed(), into: columns - 1).reversed())
  }

  /// The longest beginning of a text that fits, before a sign of what is left out.
  private static func start(of text: String, in columns: Int) -> String {
    guard DisplayWidth.of(text) > columns else { return text }
    return String(fitting(Array(text), into: columns - 1)) + "…"
  }

  private static func fitting(_ characters: [Character], into columns: Int) -> ArraySlice<Character> {
    var used = 0
    return characters.prefix { character in
      used += DisplayWidth.of(character)
      return used <= columns
    }
  }
}
