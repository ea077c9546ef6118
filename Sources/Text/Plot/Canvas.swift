/// A drawing area of dots: eight a character as braille, or one a character in ASCII.
struct Canvas {
  /// Bits of U+2800 for the dots of a character, by row and column.
  private static let braille: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

  let columns: Int
  let rows: Int
  /// Dots across and down.
  let width: Int
  let height: Int
  private let unicode: Bool
  private var dots: [UInt8]
  private var owners: [Int]

  init(columns: Int, rows: Int, unicode: Bool) {
    self.columns = columns
    self.rows = rows
    self.unicode = unicode
    width = unicode ? columns * 2 : columns
    height = unicode ? rows * 4 : rows
    dots = Array(repeating: 0, count: columns * rows)
    owners = Array(repeating: 0, count: columns * rows)
  }

  /// Sets one dot, counted from the upper left; the character belongs to the line that came last.
  mutating func set(x: Int, y: Int, series: Int) {
    guard x >= 0, x < width, y >= 0, y < height else { return }
    let cell = unicode ? (y / 4) * columns + x / 2 : y * columns + x
    dots[cell] |= unicode ? Self.braille[y % 4][x % 2] : 1
    owners[cell] = series
  }

  /// Sets the dots of a straight line (Bresenham, 1965).
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), series: Int) {
    let across = abs(end.x - start.x)
    let down = -abs(end.y - start.y)
    let step = (x: start.x < end.x ? 1 : -1, y: start.y < end.y ? 1 : -1)
    var (x, y) = start
    var error = across + down
    while true {
      set(x: x, y: y, series: series)
      if x == end.x, y == end.y { return }
      let twice = 2 * error
      if twice >= down {
        error += down
        x += step.x
      }
      if twice <= across {
        error += across
        y += step.y
      }
    }
  }

  /// A row of characters, each in the style of its line.
  func text(row: Int) -> StyledText {
    var text = StyledText()
    for cell in row * columns..<(row + 1) * columns {
      guard dots[cell] != 0 else {
        text.append(" ")
        continue
      }
      let character =
        unicode
        ? String(UnicodeScalar(UInt16(0x2800) + UInt16(dots[cell])).map(Character.init) ?? "?")
        : String(SeriesKey.ascii(owners[cell]))
      text.append(character, .series(owners[cell]))
    }
    return text
  }
}

/// The character that stands for the n-th line in a legend.
enum SeriesKey {
  private static let signs = Array("*+ox#@%&")
  private static let letters = Array("abcdefghijklmnopqrstuvwxyz")

  static func ascii(_ index: Int) -> Character { signs[index % signs.count] }

  static func of(_ index: Int, unicode: Bool) -> Character {
    unicode ? letters[index % letters.count] : ascii(index)
  }
}
