extension StyledText {
  /// The same text, safe to print: control characters become `?`, tabs spaces; newlines stay.
  ///
  /// Names and cells come out of files, and an escape sequence among them would reach the terminal.
  /// Without Unicode the signs that have a usual spelling in ASCII are spelled so, others become `?`.
  func printable(unicode: Bool) -> StyledText {
    var result = StyledText()
    for span in spans { result.append(Printable.text(span.text, unicode: unicode), span.style) }
    return result
  }

  /// `printable` with newlines as spaces, for places that have one line.
  func oneLine(unicode: Bool) -> StyledText {
    var result = StyledText()
    // Cells of large tables are nearly all of this kind.
    if spans.allSatisfy({ Printable.isPlain($0.text) }) { return self }
    for span in printable(unicode: unicode).spans {
      result.append(String(span.text.map { $0.isNewline ? " " : $0 }), span.style)
    }
    return result
  }
}

/// What characters are printed as.
enum Printable {
  private static let spellings: [Character: String] = [
    "…": "...", "→": "->", "←": "<-", "×": "x", "·": ".", "•": "*", "–": "-", "—": "-", "−": "-",
    "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "±": "+-", "∞": "inf", "√": "sqrt", "µ": "u", "μ": "u",
    "σ": "sigma", "χ": "chi", "α": "alpha", "β": "beta", "²": "^2", "³": "^3", "½": "1/2", "′": "'",
    "‘": "'", "’": "'", "“": "\"", "”": "\"", "├": "|", "└": "`", "─": "-", "│": "|",
    "▁": "_", "▂": ".", "▃": "-", "▄": "=", "▅": "+", "▆": "*", "▇": "#", "█": "@", "✓": "+", "✗": "x",
    "é": "e", "è": "e", "ü": "u", "ö": "o", "ä": "a", "ß": "ss",
  ]

  static func text(_ text: String, unicode: Bool) -> String {
    if isPlain(text) { return text }
    var result = ""
    for character in text {
      if character.isNewline {
        // A carriage return or a line separator would move the cursor; each counts as a newline.
        result += "\n"
      } else if character == "\t" {
        result += " "
      } else if character.isASCII || unicode {
        result += isControl(character) ? "?" : String(character)
      } else {
        result += spellings[character] ?? "?"
      }
    }
    return result
  }

  /// Whether a text is printable ASCII, which is printed as it is.
  static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }

  /// Controls, and the marks that turn the direction of writing or have no width at all by themselves.
  private static func isControl(_ character: Character) -> Bool {
    let turnsDirection = { (value: UInt32) in
      (0x202A...0x202E) ~= value || (0x2066...0x2069) ~= value
    }
    return character.unicodeScalars.contains {
      $0.value < 0x20 || (0x7F..<0xA0) ~= $0.value || turnsDirection($0.value)
    }
  }
}
