extension Parser {
  /// `let NAME = EXPR`
  mutating func assignment() throws(Diagnostic) -> Statement.Kind {
    let keyword = try advance()
    let name = try name(after: keyword, example: "let x = 3")
    guard try takes(.assign) else { throw expected("`=`", found: try peek(), help: "`let \(name.text) = 3`") }
    return .assignment(name, try expression())
  }

  /// `repeat N { … }`
  mutating func repetition() throws(Diagnostic) -> Statement.Kind {
    let keyword = try advance()
    let count = try operand(after: keyword, example: "repeat 10 { step }")
    return .repetition(count, try block())
  }

  /// `for NAME in SEQUENCE { … }`
  mutating func loop() throws(Diagnostic) -> Statement.Kind {
    let keyword = try advance()
    let name = try name(after: keyword, example: "for k in 1..3 { step k }")
    guard try takesWord("in") else {
      throw expected("`in`", found: try peek(), help: "`for \(name.text) in 1..3 { … }`")
    }
    let sequence = try expression()
    return .loop(name, sequence, try block())
  }

  /// `if EXPR { … } else if EXPR { … } else { … }`
  mutating func conditional() throws(Diagnostic) -> Statement.Kind {
    var branches: [Statement.Branch] = []
    repeat {
      let keyword = try advance()
      let condition = try operand(after: keyword, example: "if loss < 0.1 { print loss }")
      branches.append(.init(condition: condition, body: try block()))
      guard try takesElse() else { return .conditional(branches, otherwise: nil) }
    } while try peek().kind == .name("if")
    return .conditional(branches, otherwise: try block())
  }

  /// `{ … }`
  mutating func block() throws(Diagnostic) -> StatementBlock {
    let open = try peek()
    guard open.kind == .symbol(.openBrace) else {
      throw expected(
        "`{`", "missing-block", found: open, help: "commands to be run stand between `{` and `}`")
    }
    try advance()
    let statements = try nested(at: open.range) { (parser) throws(Diagnostic) in
      parser.statements(inBlock: true)
    }
    guard try takes(.closeBrace) else { throw unclosed(open.range, closer: .closeBrace) }
    return StatementBlock(statements, range: SourceRange(open.range.start, lexer.position))
  }

  /// Takes `else`, also when it stands on a later line; otherwise takes nothing.
  private mutating func takesElse() throws(Diagnostic) -> Bool {
    rewind()
    let before = lexer
    lexer.bracketDepth += 1
    lexer.skipBlanks()
    let isElse = lexer.name() == "else"
    let end = lexer.position
    lexer = before
    if isElse { lexer.position = end }
    return isElse
  }

  mutating func takesWord(_ word: String) throws(Diagnostic) -> Bool {
    guard try peek().kind == .name(word) else { return false }
    lookahead = nil
    return true
  }

  private mutating func name(after keyword: Token, example: String) throws(Diagnostic) -> Name {
    let token = try peek()
    guard case .name(let text) = token.kind else {
      throw expected("a name", "missing-name", found: token, help: "`\(example)`")
    }
    guard !Self.reserved.contains(text) else {
      throw Diagnostic(
        "reserved-name", "`\(text)` is a word of the language", label: "expected a name of your own",
        help: "`\(example)`", source: source, range: token.range)
    }
    try advance()
    return Name(text, range: token.range)
  }

  /// Words that no variable may be called.
  package static let reserved: Set<String> = [
    "and", "or", "not", "true", "false", "in", "pi", "inf", "nan", "let", "repeat", "for", "if", "else",
  ]

  private mutating func operand(after keyword: Token, example: String) throws(Diagnostic) -> Expression {
    let token = try peek()
    guard !token.endsCommand, token.kind != .symbol(.openBrace) else {
      throw expected("a value", "missing-operand", found: token, help: "`\(example)`")
    }
    return try expression()
  }
}
