extension Parser {
  /// One argument, read as its syntax says.
  mutating func argument(_ name: String, _ syntax: ArgumentSyntax) throws(Diagnostic) -> Argument {
    let start = nextStart()
    let kind: Argument.Kind
    switch syntax {
    case .word, .keyword:
      _ = try lexer.word(joining: false)
      kind = syntax == .word ? .word : .keyword
    case .argument: kind = try word(joining: true, isStrict: false)
    case .value: kind = try word(joining: true, isStrict: true)
    case .specification: kind = try word(joining: false, isStrict: true)
    case .place: kind = try word(joining: false, isStrict: false)
    case .expression: kind = .expressions([try expression()])
    case .expressions: kind = .expressions(try expressions())
    case .expectation: kind = try expectation()
    case .assignment: kind = try edit()
    case .template: kind = .template(try template())
    case .line:
      while let byte = lexer.byte(), byte != Ascii.newline { lexer.position += 1 }
      kind = .word
    case .command: kind = .command(try command())
    case .block: kind = .block(try block())
    }
    rewind()
    let end = kind.end ?? blankless(lexer.position, after: start)
    let range = SourceRange(start, end)
    return Argument(name: name, kind: kind, raw: source.text(range), range: range)
  }

  /// A word that may be an expression; when strict it must.
  private mutating func word(joining: Bool, isStrict: Bool) throws(Diagnostic) -> Argument.Kind {
    let range = try lexer.word(joining: joining)
    do throws(Diagnostic) {
      return .value(try Parser.expression(source, in: range, nesting: nesting))
    } catch {
      if isStrict { throw error }
      return .malformed(error)
    }
  }

  private mutating func expressions() throws(Diagnostic) -> [Expression] {
    var list = [try expression()]
    while try takes(.comma) { list.append(try expression()) }
    return list
  }

  /// `EXPR`, or `A ~ B within C`.
  private mutating func expectation() throws(Diagnostic) -> Argument.Kind {
    let left = try expression()
    guard try takes(.tilde) else {
      let rest = try peek()
      guard rest.endsCommand else { throw unexpected(rest, after: left) }
      return .expressions([left])
    }
    let right = try expression()
    guard try takesWord("within") else {
      let help = "`expect \(source.text(left.range)) ~ \(source.text(right.range)) within 1e-6`"
      throw expected("`within`", found: try peek(), help: help)
    }
    return .closeness(left, right, within: try expression())
  }

  /// `REF = EXPR`.
  private mutating func edit() throws(Diagnostic) -> Argument.Kind {
    let target = try postfix()
    guard try takes(.assign) else {
      throw expected("`=`", found: try peek(), help: "`\(source.text(target.range)) = 0.1`")
    }
    return .assignment(target, try expression())
  }
}

extension Argument.Kind {
  /// Where it ends, for kinds behind whose end the parser looks ahead.
  fileprivate var end: Int? {
    switch self {
    case .expressions(let list): list.last?.range.end
    case .closeness(_, _, let within): within.range.end
    case .assignment(_, let value): value.range.end
    case .command(let command): command.range.end
    case .block(let block): block.range.end
    case .word, .value, .malformed, .template, .keyword: nil
    }
  }
}
