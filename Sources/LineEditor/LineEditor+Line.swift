import CLibedit
import CTerminal

extension LineEditor {
  /// The line as it stands, in scalars, and the cursor's place in it.
  var line: (scalars: [Unicode.Scalar], cursor: Int) {
    let line = el_wline(libedit).pointee
    let scalars = (0..<max(0, line.lastchar - line.buffer)).map { Self.scalar(line.buffer[$0]) }
    return (scalars, min(max(0, line.cursor - line.buffer), scalars.count))
  }

  /// The line as text.
  var lineText: String { String(String.UnicodeScalarView(line.scalars)) }

  /// A scalar from libedit's wide character.
  static func scalar(_ character: wchar_t) -> Unicode.Scalar {
    Unicode.Scalar(UInt32(bitPattern: character)) ?? "\u{fffd}"
  }

  /// Moves libedit's cursor, and the line's end, into the buffer.
  ///
  /// In vi mode it can be left one before the buffer, where the next edit would read and write, and a
  /// repeated deletion can then pull the end after it.
  func keepCursorInside() {
    if el_wline(libedit).pointee.lastchar < el_wline(libedit).pointee.buffer {
      // Replacing the line is the one call that sets its end anew, and it takes no empty text.
      el_replacestr(libedit, " ")
      el_cursor(libedit, Int32.max / 2)
      el_deletestr(libedit, 1)
    }
    let line = el_wline(libedit).pointee
    if line.cursor < line.buffer {
      el_cursor(libedit, Int32(line.buffer - line.cursor))
    } else if line.cursor > line.lastchar {
      el_cursor(libedit, -Int32(line.cursor - line.lastchar))
    }
  }

  /// Whether the window is so small that libedit miscounts its rows even for a short line.
  ///
  /// Seen with a prompt exactly as wide as the window.
  var isScreenTiny: Bool {
    let size = Terminal.size(drawsOn)
    return size.columns <= 2 * promptWidth || size.rows < 4
  }

  /// Whether prompt and line need more rows than the window has.
  var isTallerThanScreen: Bool {
    if isScreenTiny { return true }
    let line = el_wline(libedit).pointee
    let count = max(0, line.lastchar - line.buffer)
    let size = Terminal.size(drawsOn)
    let limit = (size.rows - 1) * size.columns
    // The common case in two comparisons: no character takes more than 8 columns, but a newline takes a row.
    let hasNewline = (0..<count).contains { line.buffer[$0] == 10 }
    if count * 8 + promptWidth < limit, !hasNewline { return false }
    var cells = promptWidth
    for index in 0..<count where cells < limit {
      cells += Self.cells(UInt32(bitPattern: line.buffer[index]), columns: size.columns)
    }
    return cells >= limit
  }

  private static func cells(_ character: UInt32, columns: Int) -> Int {
    switch character {
    case 10: columns
    case 0..<0x20: 8
    default: max(1, Int(ilt_character_width(character)))
    }
  }

  /// Writes on libedit's own stream.
  func write(_ text: String) {
    _ = text.withCString { ilt_editline_write(libedit, $0, text.utf8.count) }
  }
}
