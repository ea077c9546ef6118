/// Reads a source by recursive descent; each level of the grammar has its own file.
package struct Parser {
  /// Deepest nesting of brackets and blocks.
  package static let depthLimit = 100
  /// Greatest height of an expression's tree, so that no recursion over it can overflow the stack.
  package static let heightLimit = 200
  /// Errors after these are not collected.
  static let errorLimit = 20

  var lexer: Lexer
  let grammar: Grammar
  /// The next token, once something asked for it; the lexer then stands behind it.
  var lookahead: Token?
  var nesting = 0
  var diagnostics: [Diagnostic] = []
  /// What messages call the end of the text.
  var endName = "the end of the line"

  init(_ source: SourceText, grammar: Grammar, range: SourceRange? = nil) {
    lexer = Lexer(source, in: range)
    self.grammar = grammar
  }

  var source: SourceText { lexer.source }

  mutating func peek() throws(Diagnostic) -> Token {
    if let lookahead { return lookahead }
    let token = try lexer.next()
    lookahead = token
    return token
  }

  @discardableResult
  mutating func advance() throws(Diagnostic) -> Token {
    let token = try peek()
    lookahead = nil
    return token
  }

  mutating func peeks(_ symbol: Symbol) throws(Diagnostic) -> Bool {
    try peek().kind == .symbol(symbol)
  }

  /// Takes the symbol if it comes next.
  mutating func takes(_ symbol: Symbol) throws(Diagnostic) -> Bool {
    guard try peeks(symbol) else { return false }
    lookahead = nil
    return true
  }

  /// Gives a peeked token back, so that words can be read in its place.
  mutating func rewind() {
    if let token = lookahead { lexer.position = token.range.start }
    lookahead = nil
  }

  /// Where the next token or word starts.
  mutating func nextStart() -> Int {
    rewind()
    lexer.skipBlanks()
    return lexer.position
  }

  /// Runs a level that contains itself, within the limit of depth.
  mutating func nested<Result>(
    at range: SourceRange, _ body: (inout Parser) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    guard nesting < Self.depthLimit else { throw tooDeep(at: range) }
    nesting += 1
    defer { nesting -= 1 }
    return try body(&self)
  }
}
