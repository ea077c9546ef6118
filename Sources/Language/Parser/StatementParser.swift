extension Parser {
  /// Statements up to the end of the text, or up to the `}` of a block, which is not taken.
  ///
  /// A statement that does not parse is noted and passed over, so that one run finds several mistakes.
  mutating func statements(inBlock: Bool) -> [Statement] {
    var statements: [Statement] = []
    while skipsSeparators(), !(inBlock && lexer.byte() == Ascii.closeBrace) {
      let depth = lexer.bracketDepth
      do throws(Diagnostic) {
        let statement = try statement()
        try endStatement()
        statements.append(statement)
      } catch {
        diagnostics.append(error)
        lexer.bracketDepth = depth
        recover(inBlock: inBlock)
      }
    }
    return statements
  }

  /// Passes line ends and semicolons; false at the end of the text.
  private mutating func skipsSeparators() -> Bool {
    rewind()
    lexer.skipBlanks()
    while let byte = lexer.byte(), byte == Ascii.newline || byte == Ascii.semicolon {
      lexer.position += 1
      lexer.skipBlanks()
    }
    return lexer.byte() != nil && diagnostics.count < Self.errorLimit
  }

  private mutating func endStatement() throws(Diagnostic) {
    let token = try peek()
    guard !token.endsCommand else { return rewind() }
    if case .symbol(let symbol) = token.kind, let stray = stray(symbol, at: token.range) { throw stray }
    throw expected(
      "the end of the command", found: token, help: "commands are separated by `;` or a line end")
  }

  /// Passes the rest of a broken statement: up to the line's end or `;`, with the blocks it opens.
  private mutating func recover(inBlock: Bool) {
    rewind()
    var open = 0
    while let byte = lexer.byte() {
      switch byte {
      case Ascii.newline where open == 0, Ascii.semicolon where open == 0: return
      case Ascii.openBrace: open += 1
      case Ascii.closeBrace:
        if open == 0, inBlock { return }
        open = max(0, open - 1)
      case Ascii.hash:
        lexer.skipBlanks()
        continue
      default: break
      }
      lexer.position += 1
    }
  }

  /// One statement, or one command.
  mutating func statement() throws(Diagnostic) -> Statement {
    let start = nextStart()
    let kind = try statementKind()
    return Statement(kind, range: SourceRange(start, kind.end))
  }

  private mutating func statementKind() throws(Diagnostic) -> Statement.Kind {
    if lexer.byte() == Ascii.bang { return .command(try command()) }
    let token = try peek()
    guard case .name(let word) = token.kind else { throw noCommand(token) }
    switch word {
    case "let": return try assignment()
    case "repeat": return try repetition()
    case "for": return try loop()
    case "if": return try conditional()
    case "else":
      throw Diagnostic(
        "stray-else", "this `else` belongs to no `if`", label: "no `if` before it",
        help: "it follows the `}` of an `if`: `if loss < 0.1 { … } else { … }`", source: source,
        range: token.range)
    default: return .command(try command())
    }
  }

  func noCommand(_ token: Token) -> Diagnostic {
    if case .symbol(let symbol) = token.kind, let stray = stray(symbol, at: token.range) { return stray }
    // A line that is one expression was meant to be shown.
    var end = token.range.start
    while end < lexer.limit, source.bytes[end] != Ascii.newline, source.bytes[end] != Ascii.semicolon {
      end += 1
    }
    let range = SourceRange(token.range.start, end)
    let isValue = (try? Parser.expression(source, in: range)) != nil
    let help = isValue ? "a value is shown by `print \(source.text(range))`" : "`help` lists all commands"
    return expected("a command", "missing-command", found: token, help: help)
  }
}

extension Statement.Kind {
  fileprivate var end: Int {
    switch self {
    case .assignment(_, let value): value.range.end
    case .repetition(_, let body), .loop(_, _, let body): body.range.end
    case .conditional(let branches, let otherwise):
      otherwise?.range.end ?? branches.last?.body.range.end ?? 0
    case .command(let command): command.range.end
    }
  }
}
