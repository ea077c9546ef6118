extension Parser {
  /// A number, a text, a name, a list, or an expression in parentheses.
  mutating func primary() throws(Diagnostic) -> Expression {
    let token = try peek()
    switch token.kind {
    case .number(let value):
      try advance()
      return Expression(.number(value), range: token.range)
    case .text(let text):
      try advance()
      return Expression(.text(text), range: token.range)
    case .name(let name) where !["and", "or", "not"].contains(name):
      try advance()
      return Expression(.name(name), range: token.range)
    case .symbol(.openParenthesis): return try parenthesized()
    case .symbol(.openBracket):
      let (items, range) = try bracketed(.closeBracket) { (parser) throws(Diagnostic) in
        try parser.expression()
      }
      return try node(.list(items), range, at: token.range)
    default: throw missingOperand(token)
    }
  }

  private mutating func parenthesized() throws(Diagnostic) -> Expression {
    let open = try advance().range
    lexer.bracketDepth += 1
    let inner = try expression()
    let end = try close(.closeParenthesis, open: open, orComma: false)
    return Expression(inner.kind, range: open.union(end))
  }

  /// Items with commas between, up to the closing bracket; a comma may stand behind the last.
  mutating func bracketed<Item>(
    _ closer: Symbol, _ item: (inout Parser) throws(Diagnostic) -> Item
  ) throws(Diagnostic) -> ([Item], SourceRange) {
    let open = try advance().range
    lexer.bracketDepth += 1
    var items: [Item] = []
    while try !peeks(closer) {
      if try peek().kind == .end { throw unclosed(open, closer: closer) }
      items.append(try item(&self))
      guard try takes(.comma) else { break }
    }
    let end = try close(closer, open: open, orComma: true)
    return (items, open.union(end))
  }

  private mutating func close(
    _ closer: Symbol, open: SourceRange, orComma: Bool
  ) throws(Diagnostic) -> SourceRange {
    let token = try peek()
    if token.kind == .end { throw unclosed(open, closer: closer) }
    guard token.kind == .symbol(closer) else {
      let what = orComma ? "`,` or `\(closer.rawValue)`" : "`\(closer.rawValue)`"
      // Other languages write lists in parentheses.
      let isList = !orComma && token.kind == .symbol(.comma)
      let help = isList ? "lists are in brackets: `[3, 5]`" : "put `\(closer.rawValue)` before it"
      var error = expected(what, "unclosed-bracket", found: token, help: help)
      error.notes = ["`\(source.text(open))` was opened at \(source.position(of: open.start).written)"]
      throw error
    }
    lookahead = nil
    lexer.bracketDepth -= 1
    return token.range
  }

  private func missingOperand(_ token: Token) -> Diagnostic {
    if case .symbol(let symbol) = token.kind, lexer.bracketDepth == 0, symbol != .closeBrace,
      let closer = stray(symbol, at: token.range)
    {
      return closer
    }
    let help = "such as a number, a name like `loss`, or a call like `norm(h1.weight)`"
    return expected("a value", "missing-operand", found: token, help: help)
  }
}

extension SourcePosition {
  /// As notes write it.
  var written: String { "line \(line), column \(column)" }
}
