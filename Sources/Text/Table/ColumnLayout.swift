/// One column laid out: its cells as text, the numbers with their points under each other.
struct ColumnLayout {
  let alignment: Column.Alignment
  let heading: StyledText
  private(set) var cells: [StyledText]
  /// What the widest cell takes, without the head.
  let contentWidth: Int
  private(set) var width: Int

  init(_ table: Table, column index: Int, digits: Int, unicode: Bool) {
    let column = table.columns[index]
    alignment = column.alignment
    heading = StyledText(column.heading, .heading).oneLine(unicode: unicode)
    let format = NumberFormat(digits: min(digits, max(1, column.digits)))
    cells = table.rows.map { row in
      let cell = index < row.cells.count ? row.cells[index] : .empty
      let style = cell.style == .plain ? row.style : cell.style
      return Self.text(cell, format).styled(style).oneLine(unicode: unicode)
    }
    if column.alignment == .number { cells = Self.alignedOnPoint(cells) }
    contentWidth = cells.map(\.width).max() ?? 0
    width = max(contentWidth, heading.width)
  }

  /// Allots a smaller width; what does not fit is cut when the line is put together.
  mutating func squeeze(to width: Int) { self.width = min(self.width, width) }

  /// A cell's text in the column's full width.
  func padded(_ text: StyledText, glyphs: Glyphs) -> StyledText {
    let text = text.truncated(to: width, glyphs: glyphs)
    return alignment == .text ? text.padded(to: width) : text.aligned(rightIn: width)
  }

  private static func text(_ cell: Cell, _ format: NumberFormat) -> StyledText {
    switch cell.content {
    case .empty: StyledText()
    case .text(let text): text
    case .integer(let value): StyledText(String(value))
    case .number(let value): StyledText(format.string(value))
    }
  }

  /// Pads at the right so that the parts from the point on are equally long.
  private static func alignedOnPoint(_ cells: [StyledText]) -> [StyledText] {
    let tails = cells.map { cell -> Int in
      let text = cell.plain.utf8
      guard let first = text.first(where: { $0 != UInt8(ascii: "-") }),
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
      else { return 0 }
      return text.firstIndex { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") }
        .map { text[$0...].count } ?? 0
    }
    let longest = tails.max() ?? 0
    return zip(cells, tails).map { cell, tail in
      cell.isEmpty ? cell : cell + .space(longest - tail)
    }
  }
}
