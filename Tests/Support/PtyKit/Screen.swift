/// As much of an xterm as libedit uses: what the user sees, however it was drawn.
package struct Screen {
  /// The window's width.
  package private(set) var columns: Int
  /// The window's height.
  package private(set) var rows: Int
  /// The cursor's row, from 0 at the top.
  package private(set) var row = 0
  /// The cursor's column, from 0 at the left.
  package private(set) var column = 0
  /// How often the bell rang.
  package private(set) var bells = 0
  /// The private modes that are on, such as 2004 for bracketed paste.
  package private(set) var modes: Set<Int> = []

  private var cells: [[Cell]]
  private var style = ""
  private var wrapIsPending = false
  private var parser = ControlParser()

  private struct Cell {
    /// Nothing for the second half of a wide character.
    var text = " "
    var style = ""
  }

  /// An empty screen.
  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Array(repeating: Cell(), count: columns), count: rows)
  }

  /// The rows, spaces at their ends cut off.
  package var lines: [String] {
    cells.map { row in
      var text = row.map(\.text).joined()
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  /// The rows down to the last one that is not empty.
  package var text: String {
    var lines = lines
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// The cursor's row.
  package var currentLine: String { lines[row] }

  /// The row so far above the cursor's; empty outside the screen.
  package func line(above distance: Int) -> String {
    lines.indices.contains(row - distance) ? lines[row - distance] : ""
  }

  /// The style in force when a cell was written, as SGR numbers; empty outside the screen.
  package func style(row: Int, column: Int) -> String {
    cells.indices.contains(row) && cells[row].indices.contains(column) ? cells[row][column].style : ""
  }

  /// Keeps the top left as xterm does, without re-wrapping.
  mutating func resize(columns: Int, rows: Int) {
    let dropped = max(0, row - rows + 1)
    var resized = Screen(columns: columns, rows: rows).cells
    for (target, source) in zip(resized.indices, cells.indices.dropFirst(dropped)) {
      let width = min(columns, self.columns)
      resized[target].replaceSubrange(..<width, with: cells[source].prefix(width))
    }
    cells = resized
    self.columns = columns
    self.rows = rows
    column = min(column, columns - 1)
    row = min(row - dropped, rows - 1)
    wrapIsPending = false
  }

  /// Takes bytes from the program.
  mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      switch parser.feed(byte) {
      case .scalar(let scalar): put(scalar)
      case .control(let byte): control(byte)
      case .sequence(let final, let parameters): sequence(final, parameters)
      case nil: break
      }
    }
  }

  private mutating func lineFeed() {
    wrapIsPending = false
    if row < rows - 1 {
      row += 1
    } else {
      cells.removeFirst()
      cells.append(Array(repeating: Cell(), count: columns))
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    if scalar.properties.generalCategory == .nonspacingMark {
      cells[row][max(0, column - 1)].text.unicodeScalars.append(scalar)
      return
    }
    let width = Self.isWide(scalar) ? 2 : 1
    if wrapIsPending || column + width > columns {
      column = 0
      lineFeed()
    }
    cells[row][column] = Cell(text: String(scalar), style: style)
    if width == 2, column + 1 < columns { cells[row][column + 1] = Cell(text: "", style: style) }
    wrapIsPending = column + width >= columns
    column = min(column + width, columns - 1)
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xff00...0xff60, 0x1f300...0x1faff: true
    default: false
    }
  }

  private mutating func control(_ byte: UInt8) {
    switch byte {
    case 0x07: bells += 1
    case 0x08:
      wrapIsPending = false
      column = max(0, column - 1)
    case 0x09: column = min(columns - 1, (column / 8 + 1) * 8)
    case 0x0a: lineFeed()
    case 0x0d:
      wrapIsPending = false
      column = 0
    default: break
    }
  }

  private mutating func sequence(_ final: Character, _ parameters: String) {
    if parameters.hasPrefix("?") {
      for mode in parameters.dropFirst().split(separator: ";").compactMap({ Int($0) }) {
        if final == "h" { modes.insert(mode) } else if final == "l" { modes.remove(mode) }
      }
      return
    }
    if final == "m" {
      style = parameters == "0" ? "" : parameters
      return
    }
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    wrapIsPending = false
    move(final, numbers)
    erase(final, numbers.first ?? 0)
  }

  private mutating func move(_ final: Character, _ numbers: [Int]) {
    let count = max(1, numbers.first ?? 1)
    switch final {
    case "A": row = max(0, row - count)
    case "B": row = min(rows - 1, row + count)
    case "C": column = min(columns - 1, column + count)
    case "D": column = max(0, column - count)
    case "G": column = min(columns - 1, count - 1)
    case "d": row = min(rows - 1, count - 1)
    case "H":
      row = min(rows - 1, count - 1)
      column = min(columns - 1, max(1, numbers.count > 1 ? numbers[1] : 1) - 1)
    default: break
    }
  }

  private mutating func erase(_ final: Character, _ number: Int) {
    switch final {
    case "J":
      if number == 0 { blank(row, column..<columns) }
      for other in number == 0 ? row + 1..<rows : 0..<rows { blank(other, 0..<columns) }
    case "K":
      blank(row, number == 0 ? column..<columns : number == 1 ? 0..<column + 1 : 0..<columns)
    case "P":
      for _ in 0..<min(max(1, number), columns - column) {
        cells[row].remove(at: column)
        cells[row].append(Cell())
      }
    case "@":
      for _ in 0..<min(max(1, number), columns - column) {
        cells[row].insert(Cell(), at: column)
        cells[row].removeLast()
      }
    default: break
    }
  }

  private mutating func blank(_ row: Int, _ range: Range<Int>) {
    for column in range { cells[row][column] = Cell() }
  }
}
