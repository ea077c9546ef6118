/// Breaking of text into lines that fit.
enum Wrapping {
  /// A word or the space between two, within one paragraph.
  private struct Piece {
    var text: StyledText
    var width: Int
    var isSpace: Bool
  }

  /// Lines of at most `width` columns, broken at spaces; a word that is too long is cut.
  ///
  /// `rest` columns are white space before every line but the first, and count. Newlines break always.
  /// There is at least one line.
  static func lines(_ text: StyledText, width: Int, rest: Int = 0) -> [StyledText] {
    // Half a line stays for the text, or a wide character might not fit.
    let rest = min(max(0, rest), width / 2)
    var lines: [StyledText] = []
    for paragraph in paragraphs(text) {
      lines += wrap(paragraph, width: width, rest: rest, isFirst: lines.isEmpty)
    }
    return lines
  }

  private static func wrap(
    _ text: StyledText, width: Int, rest: Int, isFirst: Bool
  ) -> [StyledText] {
    var lines: [StyledText] = []
    var line = isFirst ? StyledText() : StyledText.space(rest)
    var used = isFirst ? 0 : rest
    var space = StyledText()
    func breakLine() {
      lines.append(line)
      line = .space(rest)
      used = rest
      space = StyledText()
    }
    for piece in pieces(text) {
      if piece.isSpace {
        space = piece.text
        continue
      }
      let isStart = used == (lines.isEmpty && isFirst ? 0 : rest)
      if !isStart, used + space.width + piece.width > width { breakLine() }
      // White space in front is kept on a paragraph's first line only: there it is indentation.
      if space.width < width - used { line += space }
      used = line.width
      space = StyledText()
      for (character, style) in piece.text.characters {
        let columns = DisplayWidth.of(character)
        if used + columns > width { breakLine() }
        line.append(String(character), style)
        used += columns
      }
    }
    lines.append(line)
    return lines
  }

  private static func paragraphs(_ text: StyledText) -> [StyledText] {
    var result = [StyledText()]
    for (character, style) in text.characters {
      if character == "\n" {
        result.append(StyledText())
      } else {
        result[result.count - 1].append(String(character), style)
      }
    }
    return result
  }

  private static func pieces(_ text: StyledText) -> [Piece] {
    var result: [Piece] = []
    for (character, style) in text.characters {
      let isSpace = character == " "
      if result.last?.isSpace != isSpace { result.append(Piece(text: "", width: 0, isSpace: isSpace)) }
      result[result.count - 1].text.append(String(character), style)
      result[result.count - 1].width += DisplayWidth.of(character)
    }
    return result
  }
}

extension StyledText {
  /// Each character with its style.
  var characters: [(character: Character, style: Style)] {
    spans.flatMap { span in span.text.map { ($0, span.style) } }
  }
}
