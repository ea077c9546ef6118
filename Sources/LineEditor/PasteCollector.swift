/// A bracketed paste: each pasted line is one insertion, which no key binding and no completion meets.
struct PasteCollector {
  /// True while what arrives is thrown away, after an interrupt, until the end mark.
  var isDropping = false
  private var bytes: [UInt8] = []
  private var afterNewline = false

  private static let endMark = Array("\u{1b}[201~".utf8)

  /// The items complete with this byte, and whether it ended the paste.
  mutating func feed(_ byte: UInt8) -> (items: [InputDecoder.Item], ended: Bool) {
    bytes.append(byte)
    if byte == Self.endMark.last, bytes.suffix(6).elementsEqual(Self.endMark) {
      bytes.removeLast(6)
      return (finish(), true)
    }
    guard byte == 0x0a || byte == 0x0d else { return ([], false) }
    return (endLine(), false)
  }

  /// The text after the last line end.
  mutating func finish() -> [InputDecoder.Item] {
    afterNewline = false
    return takeText()
  }

  private mutating func endLine() -> [InputDecoder.Item] {
    let end = bytes.removeLast()
    // libedit's edit mode swaps CR and NL on input, so that CR LF arrives as NL CR; it counts once.
    if bytes.isEmpty, afterNewline, end == 0x0d {
      afterNewline = false
      return []
    }
    afterNewline = end == 0x0a
    let text = takeText()
    return isDropping ? [] : text + [.character(0x0a)]
  }

  private mutating func takeText() -> [InputDecoder.Item] {
    defer { bytes = [] }
    var text = String.UnicodeScalarView()
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars
    where scalar == "\t" || (scalar.value >= 0x20 && !(0x7f...0x9f).contains(scalar.value)) {
      text.append(scalar)
    }
    return isDropping || text.isEmpty ? [] : [.paste(String(text))]
  }
}
