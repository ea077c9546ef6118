extension Lexer {
  /// The word at the position: up to a blank, brackets balanced, texts whole; moves behind it.
  ///
  /// With `joining`, an operator that has blanks on both sides continues it: `3 - 1` is one argument, `3 -1` two.
  mutating func word(joining: Bool) throws(Diagnostic) -> SourceRange {
    let start = position
    while true {
      try skipSolid()
      guard joining, position > start, let next = operandAfterJoint() else { break }
      position = next
    }
    return SourceRange(start, position)
  }

  /// Whether the byte ends a word outside brackets.
  private func endsWord(_ byte: UInt8) -> Bool {
    if Ascii.isBlank(byte) { return true }
    switch byte {
    case Ascii.newline, Ascii.hash, Ascii.semicolon, Ascii.openBrace, Ascii.closeBrace: return true
    case Ascii.backslash: return continuationLength() != nil
    default: return false
    }
  }

  private mutating func skipSolid() throws(Diagnostic) {
    while let byte = byte(), !endsWord(byte) {
      switch byte {
      case Ascii.quote: _ = try text()
      case Ascii.openParenthesis, Ascii.openBracket: try skipBrackets()
      case Ascii.closeParenthesis, Ascii.closeBracket: throw strayBracket()
      default: position += 1
      }
    }
  }

  /// Passes a bracket with all it holds.
  mutating func skipBrackets() throws(Diagnostic) {
    var open: [Int] = []
    repeat {
      guard let byte = byte() else { throw unclosedBracket(at: open.last ?? position) }
      switch byte {
      case Ascii.quote: _ = try text()
      case Ascii.hash:
        while let byte = self.byte(), byte != Ascii.newline { position += 1 }
      case Ascii.openParenthesis, Ascii.openBracket, Ascii.openBrace:
        open.append(position)
        position += 1
      case Ascii.closeParenthesis, Ascii.closeBracket, Ascii.closeBrace:
        guard let last = open.popLast(), closer(of: source.bytes[last]) == byte else { throw strayBracket() }
        position += 1
      default: position += 1
      }
    } while !open.isEmpty
  }

  private func closer(of open: UInt8) -> UInt8 {
    switch open {
    case Ascii.openParenthesis: Ascii.closeParenthesis
    case Ascii.openBracket: Ascii.closeBracket
    default: Ascii.closeBrace
    }
  }

  /// The start of the operand behind blank, operator, blank; or the operator's end when nothing follows it.
  private func operandAfterJoint() -> Int? {
    var ahead = self
    ahead.skipBlanks()
    guard ahead.position > position, let first = ahead.byte(), first < 0x80,
      let symbol = Symbol.leading(first, ahead.byte(1)), symbol.joinsOperands
    else { return nil }
    ahead.position += symbol.rawValue.utf8.count
    guard let next = ahead.byte() else { return ahead.position }
    let end = ahead.position
    ahead.skipBlanks()
    guard ahead.position > end || next == Ascii.newline || next == Ascii.semicolon else { return nil }
    guard let operand = ahead.byte(), !ahead.endsWord(operand) else { return end }
    return ahead.position
  }

  func strayBracket() -> Diagnostic {
    let range = SourceRange(position, position + 1)
    return Diagnostic(
      "stray-bracket", "`\(source.text(range))` closes nothing", label: "nothing is open here",
      help: "remove it, or open it before", source: source, range: range)
  }

  private func unclosedBracket(at open: Int) -> Diagnostic {
    let range = SourceRange(open, open + 1)
    let closer = String(decoding: [closer(of: source.bytes[open])], as: UTF8.self)
    return Diagnostic(
      "unclosed-bracket", "`\(source.text(range))` is never closed", label: "opened here",
      help: "put `\(closer)` where it ends", source: source, range: range,
      isUnfinished: limit == source.bytes.count)
  }
}
