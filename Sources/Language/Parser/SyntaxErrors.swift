extension Parser {
  /// How messages name a token: the user's text, or what ends there.
  func named(_ token: Token) -> String {
    switch token.kind {
    case .end: endName
    case .newline: "the end of the line"
    default: "`\(source.text(token.range))`"
    }
  }

  func expected(
    _ what: String, _ code: String = "unexpected-text", found token: Token, help: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      code, "expected \(what), found \(named(token))", label: "expected \(what)", help: help, source: source,
      range: token.range, isUnfinished: token.kind == .end && lexer.bracketDepth > 0 && isAtSourceEnd)
  }

  /// Something follows a whole expression.
  func unexpected(_ token: Token, after expression: Expression) -> Diagnostic {
    var help: String?
    switch (token.kind, expression.kind) {
    case (.symbol(.openParenthesis), .name(let name)): help = "no blank before the bracket: `\(name)(…)`"
    case (.symbol(.openBracket), _):
      help = "no blank before the bracket: `\(source.text(expression.range))[…]`"
    case (.symbol(.assign), _): help = "equal is written `==`"
    case (.name, _), (.number, _), (.text, _): help = "several values are a list: `[a, b]`"
    default: help = "commands are separated by `;` or a line end"
    }
    if case .symbol(let symbol) = token.kind, let closer = stray(symbol, at: token.range) { return closer }
    return expected("an operator or the end", found: token, help: help)
  }

  /// A closing bracket that nothing opened.
  func stray(_ symbol: Symbol, at range: SourceRange) -> Diagnostic? {
    guard [.closeParenthesis, .closeBracket, .closeBrace].contains(symbol) else { return nil }
    return Diagnostic(
      "stray-bracket", "`\(symbol.rawValue)` closes nothing", label: "nothing is open here",
      help: "remove it, or open it before", source: source, range: range)
  }

  /// An opening bracket whose end is missing.
  func unclosed(_ open: SourceRange, closer: Symbol) -> Diagnostic {
    Diagnostic(
      "unclosed-bracket", "`\(source.text(open))` is never closed", label: "opened here",
      help: "put `\(closer.rawValue)` where it ends", source: source, range: open,
      isUnfinished: isAtSourceEnd)
  }

  func tooDeep(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "too-deep", "this is nested more than \(Self.depthLimit) deep", label: "the limit is reached here",
      help: "give parts of it a name: `let part = …`", source: source, range: range)
  }

  var isAtSourceEnd: Bool { lexer.limit == source.bytes.count && lexer.position >= lexer.limit }
}
