/// Cuts a source into tokens on demand; the parser moves it, because words and expressions read differently.
struct Lexer {
  let source: SourceText
  /// No byte from here on is read.
  let limit: Int
  var position: Int
  /// Open `(` and `[`: inside them a line's end is a blank.
  var bracketDepth = 0
  /// The text ends in a backslash that asks for another line.
  private(set) var endsInContinuation = false

  init(_ source: SourceText, in range: SourceRange? = nil) {
    self.source = source
    limit = min(range?.end ?? source.bytes.count, source.bytes.count)
    position = range?.start ?? (source.startsWithMark ? 3 : 0)
  }

  func byte(_ offset: Int = 0) -> UInt8? {
    let index = position + offset
    return index < limit ? source.bytes[index] : nil
  }

  /// Passes blanks, comments, a backslash at a line's end and, inside brackets, line ends.
  mutating func skipBlanks() {
    while let byte = byte() {
      switch byte {
      case Ascii.space, Ascii.tab, Ascii.carriageReturn: position += 1
      case Ascii.newline where bracketDepth > 0: position += 1
      case Ascii.hash: skipComment()
      case Ascii.backslash:
        guard let length = continuationLength() else { return }
        skipContinuation(length)
      default: return
      }
    }
  }

  private mutating func skipComment() {
    while let byte = byte(), byte != Ascii.newline { position += 1 }
  }

  mutating func skipContinuation(_ length: Int) {
    position += length
    if position == source.bytes.count, source.bytes.last != Ascii.newline { endsInContinuation = true }
  }

  /// Bytes of a backslash and the line end behind it, or nil when there is none.
  func continuationLength() -> Int? {
    guard byte() == Ascii.backslash else { return nil }
    let rest = source.bytes[(position + 1)...].prefix(2)
    if rest.first == Ascii.carriageReturn, rest.count == 1 || rest.last == Ascii.newline {
      return rest.count + 1
    }
    return rest.isEmpty ? 1 : rest.first == Ascii.newline ? 2 : nil
  }

  /// The token after the blanks; moves behind it.
  mutating func next() throws(Diagnostic) -> Token {
    skipBlanks()
    let start = position
    guard let first = byte() else { return Token(kind: .end, range: SourceRange(start, start)) }
    if first == Ascii.newline {
      position += 1
      return Token(kind: .newline, range: SourceRange(start, start))
    }
    if Ascii.isDigit(first) || (first == Ascii.dot && byte(1).map(Ascii.isDigit) == true) {
      return try number()
    }
    if first == Ascii.quote { return Token(kind: .text(try text()), range: SourceRange(start, position)) }
    if let name = name() { return Token(kind: .name(name), range: SourceRange(start, position)) }
    guard first < 0x80, let symbol = Symbol.leading(first, byte(1)) else { throw unexpectedCharacter() }
    position += symbol.rawValue.utf8.count
    return Token(kind: .symbol(symbol), range: SourceRange(start, position))
  }

  /// A letter or `_`, then letters, digits and `_`; letters of any script.
  mutating func name() -> String? {
    let start = position
    while let (scalar, length) = scalar() {
      let isLetter = scalar == "_" || scalar.properties.isAlphabetic
      guard isLetter || (position > start && scalar.properties.numericType != nil) else { break }
      position += length
    }
    return position > start ? source.text(SourceRange(start, position)) : nil
  }

  /// The character at the position, with its length in bytes.
  func scalar() -> (Unicode.Scalar, Int)? {
    guard let first = byte() else { return nil }
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    let text = source.text(SourceRange(position, min(position + length, limit)))
    guard let scalar = text.unicodeScalars.first else { return nil }
    return (scalar, min(length, limit - position))
  }
}
