extension HeatMap {
  /// Most rows drawn; a matrix that is taller is averaged down.
  private static let mostRows = 48

  /// Title, column labels, one line a row, legend, notes.
  func lines(_ options: RenderOptions) -> [StyledText] {
    let head = title.isEmpty ? [] : Paragraph(title.styled(.heading)).lines(options)
    guard rows > 0, columns > 0 else {
      return head + Paragraph(StyledText("nothing to draw: no entries", .dim)).lines(options)
    }
    let glyphs = options.glyphs
    let tall = (rows + Self.mostRows - 1) / Self.mostRows
    let names = stride(from: 0, to: rows, by: tall).map {
      StyledText(Self.name($0, rowLabels), .dim).oneLine(unicode: options.unicode)
        .truncated(to: options.width / 3, glyphs: glyphs)
    }
    let gutter = 1 + (names.map(\.width).max() ?? 0)
    let room = options.width - gutter
    let wide = (columns + room - 1) / room
    let blocks = averaged(tall: tall, wide: wide)
    let across = (columns + wide - 1) / wide
    let cell = across * 2 <= room ? 2 : 1
    let scale = HeatScale(blocks)
    var lines = head + [.space(gutter) + columnLine(wide: wide, cell: cell, options)]
    for (row, name) in names.enumerated() {
      var line = name.aligned(rightIn: gutter - 1) + " "
      for value in blocks[row * across..<(row + 1) * across] {
        Self.append(value, scale, cell, options, to: &line)
      }
      lines.append(line)
    }
    let isAnyStrange = values.contains { !$0.isFinite }
    return lines + Wrapping.lines(scale.legend(options), width: options.width)
      + notes(tall: tall, wide: wide, isAnyStrange: isAnyStrange)
      .flatMap { Paragraph(StyledText($0, .dim)).lines(options) }
  }

  private static func append(
    _ value: Double, _ scale: HeatScale, _ width: Int, _ options: RenderOptions, to line: inout StyledText
  ) {
    if !value.isFinite {
      line.append(String(repeating: "?", count: width), .bad)
    } else if options.color {
      line.append(String(repeating: " ", count: width), .heat(scale.color(value)))
    } else {
      line.append(String(repeating: scale.shade(value, ramp: options.glyphs.ramp), count: width))
    }
  }

  /// Means over blocks of `tall` x `wide` entries; a block with an entry that is not finite is NaN.
  private func averaged(tall: Int, wide: Int) -> [Double] {
    guard tall > 1 || wide > 1 else { return values }
    var result: [Double] = []
    for top in stride(from: 0, to: rows, by: tall) {
      for left in stride(from: 0, to: columns, by: wide) {
        let down = top..<min(top + tall, rows)
        let across = left..<min(left + wide, columns)
        // Dividing first keeps the sum of large entries finite.
        let count = Double(down.count * across.count)
        var mean = 0.0
        for row in down {
          for column in across {
            let value = values[row * columns + column]
            mean += value.isFinite ? value / count : .nan
          }
        }
        result.append(mean)
      }
    }
    return result
  }

  private static func name(_ index: Int, _ labels: [String]) -> String {
    index < labels.count ? labels[index] : String(index)
  }

  /// Names of columns at equal distances, as many as fit.
  private func columnLine(wide: Int, cell: Int, _ options: RenderOptions) -> StyledText {
    let across = (columns + wide - 1) / wide
    let names = (0..<across).map {
      StyledText(Self.name($0 * wide, columnLabels)).oneLine(unicode: options.unicode).plain
    }
    let widest = names.map(DisplayWidth.of).max() ?? 0
    let steps = [1, 2, 5, 10, 20, 50, 100]
    let step = steps.first { $0 * cell > widest } ?? across
    var line = LabelLine(width: max(across * cell, min(widest, options.width / 3)))
    for index in stride(from: 0, to: across, by: step) { _ = line.place(names[index], at: index * cell) }
    return StyledText(line.text, .dim)
  }

  private func notes(tall: Int, wide: Int, isAnyStrange: Bool) -> [String] {
    var notes: [String] = []
    if tall > 1 || wide > 1 { notes.append("each cell is the mean of \(tall) x \(wide) entries") }
    if isAnyStrange { notes.append("? is not finite") }
    return notes
  }
}
