extension Parser {
  /// A primary with members, indices and call brackets, none of them after a blank.
  mutating func postfix() throws(Diagnostic) -> Expression {
    var base = try primary()
    while true {
      let token = try peek()
      guard token.range.start == base.range.end, case .symbol(let symbol) = token.kind else { return base }
      switch symbol {
      case .dot: base = try member(of: base)
      case .openBracket: base = try index(of: base)
      case .openParenthesis: base = try call(of: base)
      default: return base
      }
    }
  }

  private mutating func member(of base: Expression) throws(Diagnostic) -> Expression {
    let dot = try advance()
    let token = try peek()
    guard case .name(let name) = token.kind, token.range.start == dot.range.end else {
      throw expected("a name after `.`", "missing-operand", found: token, help: "such as `h1.weight`")
    }
    try advance()
    let range = base.range.union(token.range)
    return try node(.member(base, Name(name, range: token.range)), range, at: token.range)
  }

  private mutating func index(of base: Expression) throws(Diagnostic) -> Expression {
    let (items, range) = try bracketed(.closeBracket) { (parser) throws(Diagnostic) in try parser.indexItem()
    }
    guard !items.isEmpty else {
      throw Diagnostic(
        "missing-operand", "expected a number or a slice between the brackets, found nothing",
        label: "which one?", help: "such as `\(source.text(base.range))[0]`", source: source, range: range)
    }
    return try node(.index(base, items), base.range.union(range), at: range)
  }

  private mutating func indexItem() throws(Diagnostic) -> Expression.IndexItem {
    let from = try peeks(.colon) ? nil : try expression()
    guard try takes(.colon) else {
      guard let from else { throw expected("a number", "missing-operand", found: try peek()) }
      return .at(from)
    }
    let next = try peek().kind
    let isOpen = next == .symbol(.comma) || next == .symbol(.closeBracket)
    let to = isOpen ? nil : try expression()
    guard try !peeks(.colon) else {
      throw expected("`]`", found: try peek(), help: "a slice is `[from:to]`, without a step")
    }
    return .slice(from: from, to: to)
  }

  private mutating func call(of base: Expression) throws(Diagnostic) -> Expression {
    guard case .name(let name) = base.kind else {
      throw Diagnostic(
        "not-callable", "`\(source.text(base.range))` is no function", label: "only a name can be called",
        help: "such as `norm(h1.weight)`", source: source, range: base.range)
    }
    let (arguments, range) = try bracketed(.closeParenthesis) { (parser) throws(Diagnostic) in
      try parser.callArgument()
    }
    var hasLabel = false
    for argument in arguments {
      if argument.label == nil, hasLabel {
        throw Diagnostic(
          "positional-after-named", "`\(source.text(argument.value.range))` stands after a named argument",
          label: "write it before them", help: "`\(name)(value, name=value)`", source: source,
          range: argument.value.range)
      }
      hasLabel = hasLabel || argument.label != nil
    }
    return try node(.call(Name(name, range: base.range), arguments), base.range.union(range), at: base.range)
  }

  private mutating func callArgument() throws(Diagnostic) -> Expression.CallArgument {
    let value = try expression()
    guard case .name(let name) = value.kind, try takes(.assign) else { return .init(value: value) }
    let given = try expression()
    let label = Name(name, range: value.range)
    guard try takesWord("in") else { return .init(label: label, value: given) }
    let bounds = try expression()
    return .init(
      label: label,
      value: try node(.bounded(given, bounds), given.range.union(bounds.range), at: given.range))
  }
}
