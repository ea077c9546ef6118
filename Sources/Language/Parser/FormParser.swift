/// What one form of a command's grammar made of the text.
struct FormFit {
  var arguments: [Argument] = []
  var options: [Option] = []
  /// Nothing is missing, nothing too much.
  var isComplete = true
}

extension Parser {
  /// Reads the arguments by the first form that fits, else by the one that reads furthest.
  mutating func fit(_ grammar: CommandGrammar) throws(Diagnostic) -> FormFit {
    guard grammar.forms.count > 1 else {
      return try fit(grammar.forms.first ?? [], grammar)
    }
    try demandOpening(of: grammar)
    var best: (parser: Parser, fit: FormFit)?
    var furthest: (end: Int, error: Diagnostic)?
    for form in grammar.forms {
      var trial = self
      do throws(Diagnostic) {
        let fit = try trial.fit(form, grammar)
        if fit.isComplete {
          self = trial
          return fit
        }
        if best.map({ trial.lexer.position >= $0.parser.lexer.position }) ?? true { best = (trial, fit) }
      } catch {
        let end = error.range?.start ?? 0
        if furthest.map({ end >= $0.end }) ?? true { furthest = (end, error) }
      }
    }
    if let best {
      self = best.parser
      return best.fit
    }
    if let furthest { throw furthest.error }
    throw expected(
      "the end of the command", found: try peek(), help: "`help \(grammar.verb)` shows how it is used")
  }

  private mutating func fit(_ form: [Positional], _ grammar: CommandGrammar) throws(Diagnostic) -> FormFit {
    var result = FormFit()
    for positional in form {
      let before = result.arguments.count
      while isArgument(positional, in: grammar) {
        result.arguments.append(try argument(positional.name, positional.syntax))
        guard positional.presence == .any || positional.presence == .some else { break }
      }
      let isNeeded = positional.presence == .required || positional.presence == .some
      guard isNeeded, result.arguments.count == before else { continue }
      try demand(positional, of: grammar)
      result.isComplete = false
      break
    }
    try tail(&result, grammar, isExpression: form.last?.syntax.isWhole == true)
    return result
  }

  /// Where every form begins with a keyword, as of `export`, one of them must stand there.
  private mutating func demandOpening(of grammar: CommandGrammar) throws(Diagnostic) {
    var words: [String] = []
    for form in grammar.forms {
      guard case .keyword(let word)? = form.first?.syntax else { return }
      if !words.contains(word) { words.append(word) }
    }
    guard words.count > 1, !isArgumentsEnd() else { return }
    var ahead = lexer
    guard !words.contains(ahead.name() ?? "") else { return }
    let list = words.dropLast().map { "`\($0)`" }.joined(separator: ", ")
    throw expected(
      "\(list) or `\(words[words.count - 1])`", found: try peek(),
      help: "`help \(grammar.verb)` shows how it is used")
  }

  /// A keyword or a block that is not there, while something else is, is a syntax error.
  private mutating func demand(
    _ positional: Positional, of grammar: CommandGrammar
  ) throws(Diagnostic) {
    let token: Token
    switch positional.syntax {
    case .keyword, .block: token = try peek()
    default: return
    }
    guard !token.endsCommand else { return rewind() }
    if case .keyword(let word) = positional.syntax {
      throw expected("`\(word)`", found: token, help: "`help \(grammar.verb)` shows how it is used")
    }
    throw expected("`{`", "missing-block", found: token, help: "commands to be run stand between `{` and `}`")
  }

  /// Options, and arguments that are too many.
  private mutating func tail(
    _ result: inout FormFit, _ grammar: CommandGrammar, isExpression: Bool
  ) throws(Diagnostic) {
    while !isArgumentsEnd() {
      if let option = try option(grammar) {
        if !grammar.takesAnyOption, !grammar.optionNames.contains(option.name.text) {
          result.isComplete = false
        }
        result.options.append(option)
      } else if lexer.byte() == Ascii.openBrace {
        return
      } else if let option = result.options.first {
        throw try positionalAfter(option)
      } else if isExpression, let whole = result.arguments.last, case .expressions(let list) = whole.kind,
        let last = list.last
      {
        throw unexpected(try peek(), after: last)
      } else {
        result.isComplete = false
        result.arguments.append(try argument("", .argument))
      }
    }
  }

  private mutating func positionalAfter(_ option: Option) throws(Diagnostic) -> Diagnostic {
    let range = try lexer.word(joining: false)
    return Diagnostic(
      "argument-after-option", "`\(source.text(range))` stands after the option `\(option.name.text)=`",
      label: "options come last", help: "write it before `\(option.name.text)=`", source: source, range: range
    )
  }

  mutating func isArgumentsEnd() -> Bool {
    _ = nextStart()
    switch lexer.byte() {
    case nil, Ascii.newline, Ascii.semicolon, Ascii.closeBrace: return true
    default: return false
    }
  }

  private mutating func isArgument(_ positional: Positional, in grammar: CommandGrammar) -> Bool {
    guard !isArgumentsEnd() else { return false }
    switch positional.syntax {
    case .template, .line, .assignment: return true
    case .block: return lexer.byte() == Ascii.openBrace
    case .keyword(let word):
      var ahead = lexer
      return ahead.name() == word
    default: return lexer.byte() != Ascii.openBrace && optionName(grammar) == nil
    }
  }
}

extension ArgumentSyntax {
  /// Reads expressions to the end of the command.
  var isWhole: Bool { self == .expression || self == .expressions }
}
