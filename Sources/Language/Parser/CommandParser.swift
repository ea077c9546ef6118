extension Parser {
  /// One command, known or not.
  mutating func command() throws(Diagnostic) -> Command {
    let start = nextStart()
    if lexer.byte() == Ascii.bang {
      lexer.position += 1
      let verb = Name("!", range: SourceRange(start, start + 1))
      guard let grammar = grammar["!"] else { return try unknownCommand(verb) }
      return try known(grammar, verb)
    }
    let token = try peek()
    guard case .name(let word) = token.kind else { throw noCommand(token) }
    try advance()
    switch grammar.resolve(word) {
    case .known(let grammar): return try known(grammar, Name(grammar.verb, range: token.range))
    case .ambiguous, .unknown: return try unknownCommand(Name(word, range: token.range))
    }
  }

  private mutating func known(_ grammar: CommandGrammar, _ verb: Name) throws(Diagnostic) -> Command {
    let fit = try nested(at: verb.range) { (parser) throws(Diagnostic) in try parser.fit(grammar) }
    var command = Command(verb: verb, arguments: fit.arguments, options: fit.options)
    let words = fit.arguments.map(\.range.end) + fit.options.map(\.value.range.end)
    finish(&command, end: words.max() ?? verb.range.end)
    return command
  }

  private func finish(_ command: inout Command, end: Int) {
    command.range = SourceRange(command.verb.range.start, end)
    command.raw = source.text(command.range)
  }

  /// Keeps the text of a command that the grammar does not know, with the block it may open.
  private mutating func unknownCommand(_ verb: Name) throws(Diagnostic) -> Command {
    rewind()
    lexer.position = verb.range.end
    while let byte = lexer.byte() {
      switch byte {
      case Ascii.newline, Ascii.semicolon, Ascii.closeBrace, Ascii.hash: break
      case Ascii.quote:
        _ = try lexer.text()
        continue
      case Ascii.openParenthesis, Ascii.openBracket, Ascii.openBrace:
        try lexer.skipBrackets()
        continue
      case Ascii.closeParenthesis, Ascii.closeBracket: throw lexer.strayBracket()
      case Ascii.backslash where lexer.continuationLength() != nil:
        lexer.skipBlanks()
        continue
      default:
        lexer.position += 1
        continue
      }
      break
    }
    var command = Command(verb: verb, isKnown: false)
    finish(&command, end: blankless(lexer.position, after: verb.range.end))
    return command
  }

  /// The place behind the last byte before `end` that is no blank.
  func blankless(_ end: Int, after start: Int) -> Int {
    var end = end
    while end > start, Ascii.isBlank(source.bytes[end - 1]) { end -= 1 }
    return end
  }
}
