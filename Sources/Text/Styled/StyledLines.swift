extension StyledText {
  /// Columns the text takes.
  package var width: Int { spans.reduce(0) { $0 + DisplayWidth.of($1.text) } }

  /// The text at the left of so many columns.
  func padded(to width: Int) -> StyledText { self + .space(width - self.width) }

  /// The text at the right of so many columns.
  func aligned(rightIn width: Int) -> StyledText { .space(width - self.width) + self }

  static func space(_ count: Int) -> StyledText {
    StyledText(String(repeating: " ", count: max(0, count)))
  }

  /// The text when it fits, else its beginning and an ellipsis in the style of what is cut.
  func truncated(to width: Int, glyphs: Glyphs) -> StyledText {
    guard self.width > width else { return self }
    let room = width - DisplayWidth.of(glyphs.ellipsis)
    guard room >= 0 else { return StyledText(String(glyphs.ellipsis.prefix(max(0, width)))) }
    var result = StyledText()
    var used = 0
    for span in spans {
      for character in span.text {
        used += DisplayWidth.of(character)
        guard used <= room else {
          result.append(glyphs.ellipsis, span.style)
          return result
        }
        result.append(String(character), span.style)
      }
    }
    return result
  }

  /// Without the spaces at the end, except where color makes them visible.
  var withoutTrailingSpace: StyledText {
    var kept = spans
    while let last = kept.last {
      if case .heat = last.style { break }
      let end = last.text.lastIndex { $0 != " " }
      guard let end else {
        kept.removeLast()
        continue
      }
      kept[kept.count - 1].text = String(last.text[...end])
      break
    }
    var result = StyledText()
    for span in kept { result.append(span.text, span.style) }
    return result
  }
}

extension StyledText {
  /// Each occurrence of a character exchanged, styles kept.
  func replacing(_ old: Character, with new: Character) -> StyledText {
    var result = StyledText()
    for (character, style) in characters { result.append(String(character == old ? new : character), style) }
    return result
  }
}
