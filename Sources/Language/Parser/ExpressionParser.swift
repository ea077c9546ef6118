extension Parser {
  /// An expression whose operators bind at least as tight as `minimum` (precedence climbing).
  mutating func expression(minimum: Int = 0) throws(Diagnostic) -> Expression {
    let start = try peek()
    return try nested(at: start.range) { (parser) throws(Diagnostic) in
      var left = try parser.prefixed(minimum: minimum)
      while let (sign, range) = try parser.binaryOperator(), sign.precedence >= minimum {
        try parser.advance()
        let right = try parser.expression(minimum: sign == .power ? 8 : sign.precedence + 1)
        left = try parser.node(.binary(sign, left, right), left.range.union(right.range), at: range)
        try parser.checkChain(after: sign)
      }
      return left
    }
  }

  /// An operand with the unary operators before it.
  private mutating func prefixed(minimum: Int) throws(Diagnostic) -> Expression {
    let token = try peek()
    let sign: UnaryOperator
    switch token.kind {
    case .symbol(.minus): sign = .minus
    case .name("not"): sign = .not
    default: return try postfix()
    }
    guard minimum <= sign.precedence else {
      throw Diagnostic(
        "missing-operand", "expected a value, found `\(sign.rawValue)`", label: "binds too loosely here",
        help: "put it into parentheses: `(\(sign.rawValue) …)`", source: source, range: token.range)
    }
    try advance()
    let operand = try expression(minimum: sign.precedence)
    return try node(.unary(sign, operand), token.range.union(operand.range), at: token.range)
  }

  /// The operator that comes next, without taking it.
  private mutating func binaryOperator() throws(Diagnostic) -> (BinaryOperator, SourceRange)? {
    let token = try peek()
    switch token.kind {
    case .symbol(.doubleTimes): return (.power, token.range)
    case .symbol(let symbol): return BinaryOperator(rawValue: symbol.rawValue).map { ($0, token.range) }
    case .name("and"): return (.and, token.range)
    case .name("or"): return (.or, token.range)
    default: return nil
    }
  }

  /// `a < b < c` means different things in different languages, and `1..2..3` nothing.
  private mutating func checkChain(after sign: BinaryOperator) throws(Diagnostic) {
    guard sign.isComparison || sign == .range, let (next, range) = try binaryOperator(),
      next.precedence == sign.precedence
    else { return }
    throw Diagnostic(
      "chained-operator", "`\(sign.rawValue)` and `\(next.rawValue)` cannot follow each other",
      label: "a second one",
      help: sign == .range ? "a range has two ends: `1..10`" : "join comparisons: `a < b and b < c`",
      source: source, range: range)
  }

  /// Makes a node, unless the tree would become too high.
  func node(
    _ kind: Expression.Kind, _ range: SourceRange, at place: SourceRange
  ) throws(Diagnostic) -> Expression {
    let expression = Expression(kind, range: range)
    guard expression.height > Self.heightLimit else { return expression }
    throw Diagnostic(
      "too-deep", "this expression is more than \(Self.heightLimit) operations high",
      label: "the limit is reached here", help: "give parts of it a name: `let part = …`", source: source,
      range: place)
  }
}
