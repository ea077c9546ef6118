extension Parser {
  /// Text up to the end of the command, with `{EXPR}` parts and escapes; quotes are not part of it.
  mutating func template() throws(Diagnostic) -> Template {
    var template = Template()
    var pending: [UInt8] = []
    /// Bytes of `pending` that are no blanks to be cut at the end.
    var kept = 0
    var quote: Int?
    func flush(_ count: Int) {
      template.append(.text(String(decoding: pending.prefix(count), as: UTF8.self)))
      pending = []
      kept = 0
    }
    while let byte = lexer.byte(), byte != Ascii.newline {
      switch byte {
      case Ascii.quote:
        quote = quote == nil ? lexer.position : nil
        kept = pending.count
        lexer.position += 1
      case Ascii.openBrace:
        flush(pending.count)
        template.append(.expression(try placeholder()))
      case Ascii.backslash:
        if let length = lexer.continuationLength() {
          lexer.skipContinuation(length)
        } else {
          pending += try lexer.escape(in: Self.templateEscapes).utf8
          kept = pending.count
        }
      case Ascii.closeBrace, Ascii.semicolon, Ascii.hash:
        guard quote != nil else {
          flush(kept)
          return template
        }
        fallthrough
      default:
        pending.append(byte)
        lexer.position += 1
        if quote != nil || !Ascii.isBlank(byte) { kept = pending.count }
      }
    }
    if let quote { throw lexer.unterminatedText(from: quote) }
    flush(kept)
    return template
  }

  private static let templateEscapes: [UInt8: String] = {
    var escapes = Lexer.escapes
    escapes[Ascii.semicolon] = ";"
    escapes[Ascii.hash] = "#"
    return escapes
  }()

  /// `{EXPR}`
  private mutating func placeholder() throws(Diagnostic) -> Expression {
    let open = try advance().range
    lexer.bracketDepth += 1
    let expression = try expression()
    let token = try peek()
    if token.kind == .end { throw unclosed(open, closer: .closeBrace) }
    guard token.kind == .symbol(.closeBrace) else {
      throw expected("an operator or `}`", "unclosed-bracket", found: token, help: "put `}` before it")
    }
    lookahead = nil
    lexer.bracketDepth -= 1
    return expression
  }
}
