extension Table {
  /// Title, head, rule, rows, notes.
  func lines(_ options: RenderOptions) -> [StyledText] {
    let glyphs = options.glyphs
    let marks = rows.map { StyledText($0.mark, $0.style).oneLine(unicode: options.unicode) }
    let markWidth = min(marks.map(\.width).max() ?? 0, 4)
    let margin = markWidth == 0 ? 0 : markWidth + 1
    let fit = TableFit(self, width: options.width - margin, unicode: options.unicode)
    var lines = title.isEmpty ? [] : Paragraph(title.styled(.heading)).lines(options)
    func line(_ mark: StyledText, _ cells: [StyledText]) -> StyledText {
      var line = margin == 0 ? StyledText() : mark.truncated(to: markWidth, glyphs: glyphs).padded(to: margin)
      for (index, (layout, cell)) in zip(fit.columns, cells).enumerated() {
        if index > 0 { line += .space(TableFit.gap) }
        line += layout.padded(cell, glyphs: glyphs)
      }
      return line
    }
    if !fit.columns.isEmpty {
      lines.append(line("", fit.columns.map(\.heading)))
      lines.append(
        line("", fit.columns.map { StyledText(String(repeating: glyphs.rule, count: $0.width), .dim) }))
      for (index, mark) in marks.enumerated() {
        lines.append(line(mark, fit.columns.map { $0.cells[index] }))
      }
    }
    return lines
      + notes(hidden: fit.hidden.sorted()).flatMap { Paragraph($0.styled(.dim), hanging: 2).lines(options) }
  }

  private func notes(hidden: [Int]) -> [StyledText] {
    guard !hidden.isEmpty else { return footnotes }
    let names = hidden.map { columns[$0].title }.joined(separator: ", ")
    let what = hidden.count == 1 ? "1 column does" : "\(hidden.count) columns do"
    return footnotes + [StyledText("\(what) not fit: \(names)")]
  }
}
