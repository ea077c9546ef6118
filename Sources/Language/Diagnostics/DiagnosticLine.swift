import Text

/// A line of a message in its parts, not yet dressed in colors.
struct DiagnosticLine {
  /// A run of text that is one part; nil where no style applies.
  struct Span {
    var part: DiagnosticRenderer.Part?
    var text: String
  }

  private(set) var spans: [Span] = []
  /// Columns that lines have in front of them when this one is wrapped.
  var hanging = 0

  init(_ text: String = "") { append(text) }

  /// Adds text at the end; a neighbor that is the same part is joined, empty text adds nothing.
  mutating func append(_ text: String, _ part: DiagnosticRenderer.Part? = nil) {
    guard !text.isEmpty else { return }
    if let last = spans.indices.last, spans[last].part == part {
      spans[last].text += text
    } else {
      spans.append(Span(part: part, text: text))
    }
  }

  private mutating func append(_ other: DiagnosticLine) {
    for span in other.spans { append(span.text, span.part) }
  }

  /// Columns of all parts together.
  var width: Int { spans.reduce(0) { $0 + DisplayWidth.of($1.text) } }

  /// Lines of at most `columns` columns, broken at spaces; a word that is too long for a line is cut.
  func wrapped(to columns: Int) -> [DiagnosticLine] {
    // Half a line stays for the text, or a wide character might not fit.
    let hanging = min(self.hanging, columns / 2)
    var lines: [DiagnosticLine] = []
    var line = DiagnosticLine()
    func breakLine() {
      lines.append(line)
      line = DiagnosticLine(String(repeating: " ", count: hanging))
    }
    for word in words {
      if word.text.width > 0, line.width > (lines.isEmpty ? 0 : hanging) {
        if line.width + word.space.width + word.text.width > columns {
          breakLine()
        } else {
          line.append(word.space)
        }
      } else if lines.isEmpty {
        line.append(word.space)
      }
      for (character, part) in word.text.characters {
        if line.width + DisplayWidth.of(character) > columns { breakLine() }
        line.append(String(character), part)
      }
      if word.endsLine { breakLine() }
    }
    return lines + [line]
  }

  /// Each character with its part.
  private var characters: [(Character, DiagnosticRenderer.Part?)] {
    spans.flatMap { span in span.text.map { ($0, span.part) } }
  }

  /// A word with the spaces in front of it.
  private struct Word {
    var space = DiagnosticLine()
    var text = DiagnosticLine()
    /// Whether a line feed follows.
    var endsLine = false
  }

  private var words: [Word] {
    var words = [Word()]
    for (character, part) in characters {
      if character.isNewline {
        words[words.count - 1].endsLine = true
        words.append(Word())
      } else if character == " " {
        if !words[words.count - 1].text.spans.isEmpty { words.append(Word()) }
        words[words.count - 1].space.append(" ", part)
      } else {
        words[words.count - 1].text.append(SafeText.line(String(character)), part)
      }
    }
    return words
  }
}
