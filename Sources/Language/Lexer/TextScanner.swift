extension Lexer {
  /// A text in double quotes, which ends on its line; a backslash at the line's end joins the next one.
  mutating func text() throws(Diagnostic) -> String {
    let start = position
    position += 1
    var bytes: [UInt8] = []
    while true {
      guard let byte = byte(), byte != Ascii.newline else { throw unterminatedText(from: start) }
      switch byte {
      case Ascii.quote:
        position += 1
        return String(decoding: bytes, as: UTF8.self)
      case Ascii.backslash:
        if let length = continuationLength() {
          guard position + length < limit else { throw unterminatedText(from: start, isUnfinished: true) }
          position += length
        } else {
          bytes += try escape(in: Self.escapes).utf8
        }
      default:
        bytes.append(byte)
        position += 1
      }
    }
  }

  static let escapes: [UInt8: String] = [
    UInt8(ascii: "n"): "\n", UInt8(ascii: "t"): "\t", UInt8(ascii: "r"): "\r", Ascii.quote: "\"",
    Ascii.backslash: "\\", Ascii.openBrace: "{", Ascii.closeBrace: "}",
  ]

  /// The character that a backslash and what follows it stand for; moves behind them.
  mutating func escape(in known: [UInt8: String]) throws(Diagnostic) -> String {
    if let byte = byte(1), let text = known[byte] {
      position += 2
      return text
    }
    if byte(1) == UInt8(ascii: "u"), let character = unicodeEscape() { return character }
    let start = position
    position += 1
    if let (_, length) = scalar() { position += length }
    let range = SourceRange(start, position)
    throw Diagnostic(
      "bad-escape", "`\(source.text(range))` stands for nothing in a text",
      label: "expected `\\n`, `\\t`, `\\\"`, `\\\\` or `\\u{…}`", help: "a backslash itself is `\\\\`",
      source: source, range: range)
  }

  /// `\u{3C3}`: up to six hexadecimal digits; nil, and no move, when it is not one.
  private mutating func unicodeEscape() -> String? {
    guard byte(2) == Ascii.openBrace else { return nil }
    var value: UInt32 = 0
    var offset = 3
    while offset < 10, let byte = byte(offset), let digit = Character(Unicode.Scalar(byte)).hexDigitValue {
      value = value * 16 + UInt32(digit)
      offset += 1
    }
    guard offset > 3, byte(offset) == Ascii.closeBrace, let scalar = Unicode.Scalar(value) else { return nil }
    position += offset + 1
    return String(Character(scalar))
  }

  func unterminatedText(from start: Int, isUnfinished: Bool = false) -> Diagnostic {
    var end = position
    while end > start + 1, Ascii.isBlank(source.bytes[end - 1]) { end -= 1 }
    let range = SourceRange(start, end)
    return Diagnostic(
      "unterminated-text", "this text is never closed", label: "expected `\"` at its end",
      help: "`\(source.text(range))\"`", source: source, range: range, isUnfinished: isUnfinished)
  }
}
