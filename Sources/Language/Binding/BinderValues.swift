import Tensor

extension Binder {
  /// What a positional or option evaluates to.
  package func value(_ name: String) throws(Diagnostic) -> Value {
    try required(name, try optionalValue(name), nil)
  }

  /// The same; nil when it is not given.
  package func optionalValue(_ name: String) throws(Diagnostic) -> Value? {
    guard let argument = argument(name) else { return nil }
    return try value(of: argument)
  }

  /// One argument evaluated.
  package func value(of argument: Argument) throws(Diagnostic) -> Value {
    try evaluator.value(of: try expression(of: argument))
  }

  /// One argument as an expression, not evaluated.
  package func expression(of argument: Argument) throws(Diagnostic) -> Expression {
    switch argument.kind {
    case .value(let expression): return expression
    case .expressions(let list):
      guard let only = list.first, list.count == 1 else { break }
      return only
    case .malformed(let diagnostic): throw diagnostic
    case .word: return try Parser.expression(evaluator.source, in: argument.range)
    default: break
    }
    throw misuse.wrong(argument, expected: "one value")
  }

  /// A positional or option as an expression, not evaluated.
  package func expression(_ name: String) throws(Diagnostic) -> Expression {
    guard let argument = argument(name) else { throw misuse.missing(name) }
    return try expression(of: argument)
  }

  /// The expressions of a list with commas; none when it is missing.
  package func expressions(_ name: String) -> [Expression] {
    guard case .expressions(let list)? = argument(name)?.kind else { return [] }
    return list
  }

  /// A positional or option as a name or a call, such as `normal(std=0.02)`.
  package func specification(_ name: String) throws(Diagnostic) -> Specification {
    try required(name, try optionalSpecification(name), nil)
  }

  /// The same; nil when it is not given.
  package func optionalSpecification(_ name: String) throws(Diagnostic) -> Specification? {
    guard let argument = argument(name) else { return nil }
    return try specification(of: argument)
  }

  /// One argument as a name or a call, whose meaning the caller looks up.
  package func specification(of argument: Argument) throws(Diagnostic) -> Specification {
    if let specification = try evaluator.specification(try expression(of: argument)) { return specification }
    throw misuse.wrong(argument, expected: "a name or a call such as `normal(std=0.02)`")
  }

  /// A positional or option as a path such as `h1.weight`, or a pattern such as `"*.bias"`.
  package func place(_ name: String) throws(Diagnostic) -> Place {
    try required(name, try optionalPlace(name), nil)
  }

  /// The same; nil when it is not given.
  package func optionalPlace(_ name: String) throws(Diagnostic) -> Place? {
    guard let argument = argument(name) else { return nil }
    return try place(of: argument)
  }

  /// One argument as a path, or as a pattern when it is a text or has a `*` or `?` in it.
  package func place(of argument: Argument) throws(Diagnostic) -> Place {
    if argument.raw.contains("*") || argument.raw.contains("?") || argument.raw.first == "\"" {
      return .pattern(try word(of: argument))
    }
    let expression = try expression(of: argument)
    if let reference = try evaluator.reference(expression) { return .reference(reference) }
    if case .name(let name) = expression.kind, case .text(let text)? = evaluator.scope[name] {
      return .pattern(text)
    }
    throw misuse.wrong(argument, expected: "a layer or a part of one such as `h1.weight`")
  }

  /// The two sides of `REF = EXPR`: the path, and the value with its place.
  package func assignment(_ name: String) throws(Diagnostic) -> (target: Expression, value: Expression)? {
    guard case .assignment(let target, let value)? = argument(name)?.kind else { return nil }
    return (target, value)
  }

  /// The statements of a `{ … }`.
  package func block(_ name: String) throws(Diagnostic) -> StatementBlock {
    guard case .block(let block)? = argument(name)?.kind else { throw misuse.missing(name) }
    return block
  }

  /// The command behind one such as `time`.
  package func command(_ name: String) throws(Diagnostic) -> Command {
    guard case .command(let command)? = argument(name)?.kind else { throw misuse.missing(name) }
    return command
  }
}
