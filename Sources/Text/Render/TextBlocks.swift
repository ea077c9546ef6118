extension Paragraph {
  func lines(_ options: RenderOptions) -> [StyledText] {
    let indent = min(max(0, self.indent), options.width / 2)
    let text = text.printable(unicode: options.unicode)
    return Wrapping.lines(text, width: options.width - indent, rest: hanging).map { .space(indent) + $0 }
  }
}

extension TextList {
  /// Terms stand in a column as wide as the widest, but at most a third of the line: a longer one has a
  /// line of its own.
  func lines(_ options: RenderOptions) -> [StyledText] {
    let indent = min(max(0, self.indent), options.width / 4)
    let bullet = StyledText(options.glyphs.bullet)
    let terms = items.map { ($0.term ?? bullet).oneLine(unicode: options.unicode) }
    let limit = (options.width - indent) / 3
    let column = terms.map(\.width).filter { $0 <= limit }.max() ?? min(limit, 4)
    let gap = items.contains { $0.term != nil } ? 2 : 1
    let start = indent + column + gap
    var lines: [StyledText] = []
    for (item, term) in zip(items, terms) {
      let text = item.text.printable(unicode: options.unicode)
      let wrapped = Wrapping.lines(text, width: options.width - start)
      if term.width <= column {
        lines.append(.space(indent) + term.padded(to: column + gap) + wrapped[0])
      } else {
        lines += Wrapping.lines(term, width: options.width - indent, rest: 2).map { .space(indent) + $0 }
        lines.append(.space(start) + wrapped[0])
      }
      lines += wrapped.dropFirst().map { .space(start) + $0 }
    }
    return lines
  }
}

extension Renderer {
  /// Code keeps its spaces; a line that is too long goes on, further in, on the next.
  static func codeLines(_ code: String, _ options: RenderOptions) -> [StyledText] {
    let text = StyledText(code, .code).printable(unicode: options.unicode)
    return text.plain.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      let indent = line.prefix { $0 == " " }.count
      let rest = min(indent + 4, options.width / 2)
      return Wrapping.lines(StyledText(String(line), .code), width: options.width, rest: rest)
    }
  }
}
