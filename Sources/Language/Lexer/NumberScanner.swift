extension Lexer {
  /// Digits, a fraction, an exponent: `3`, `0.5`, `.5`, `1e-3`; `1..10` is a range of two numbers.
  mutating func number() throws(Diagnostic) -> Token {
    let start = position
    skipDigits()
    if byte() == Ascii.dot, byte(1) != Ascii.dot, !startsMember() {
      position += 1
      skipDigits()
    }
    skipExponent()
    if let byte = byte(), Ascii.isLetter(byte) || byte >= 0x80 { throw badNumber(from: start) }
    let range = SourceRange(start, position)
    guard let value = Double(canonical(range)) else { throw badNumber(from: start) }
    guard value.isFinite else {
      throw Diagnostic(
        "number-too-large", "`\(source.text(range))` is larger than any number", label: "at most 1.8e308",
        help: "`inf` is infinity", source: source, range: range)
    }
    return Token(kind: .number(value), range: range)
  }

  private mutating func skipDigits() {
    while let byte = byte(), Ascii.isDigit(byte) { position += 1 }
  }

  private mutating func skipExponent() {
    guard byte() == UInt8(ascii: "e") || byte() == UInt8(ascii: "E") else { return }
    let signed = byte(1) == UInt8(ascii: "-") || byte(1) == UInt8(ascii: "+")
    guard let digit = byte(signed ? 2 : 1), Ascii.isDigit(digit) else { return }
    position += signed ? 2 : 1
    skipDigits()
  }

  /// `3.x` is a mistake that the letter check names; `3.e5` would be one as well.
  private func startsMember() -> Bool {
    guard let byte = byte(1) else { return false }
    return Ascii.isLetter(byte) || byte >= 0x80
  }

  /// `.5` and `5.` in the form that the standard library reads.
  private func canonical(_ range: SourceRange) -> String {
    var text = source.text(range)
    if text.first == "." { text = "0" + text }
    if text.last == "." { text += "0" }
    if let dot = text.firstIndex(of: "."),
      text[text.index(after: dot)...].first.map({ $0 == "e" || $0 == "E" }) == true
    {
      text.insert("0", at: text.index(after: dot))
    }
    return text
  }

  private mutating func badNumber(from start: Int) -> Diagnostic {
    while let (scalar, length) = scalar(),
      scalar == "_" || scalar == "." || scalar.properties.isAlphabetic
        || scalar.properties.numericType != nil
    {
      if scalar == ".", byte(1) == Ascii.dot { break }
      position += length
    }
    let range = SourceRange(start, position)
    let text = source.text(range)
    let plain = text.filter { $0 != "_" }
    let help =
      plain != text && Double(plain).map { $0.isFinite } == true
      ? "without `_` it is `\(plain)`" : "numbers are `3`, `0.5`, `1e-3`, `5/3`"
    return Diagnostic(
      "bad-number", "`\(text)` is not a number", label: "expected digits", help: help, source: source,
      range: range)
  }
}
