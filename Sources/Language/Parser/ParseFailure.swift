/// What is wrong with a script that does not parse, in the order of the text.
package struct ParseFailure: Error, Equatable, Sendable {
  /// Never empty.
  package var diagnostics: [Diagnostic]
}

extension Parser {
  /// Parses a whole script.
  ///
  /// - Throws: all syntax errors that could be told apart, the first twenty.
  package static func program(_ source: SourceText, grammar: Grammar) throws(ParseFailure) -> Program {
    var parser = Parser(source, grammar: grammar)
    let statements = parser.statements(inBlock: false)
    guard parser.diagnostics.isEmpty else {
      throw ParseFailure(diagnostics: Array(parser.diagnostics.prefix(errorLimit)))
    }
    return Program(source: source, statements: statements)
  }

  /// Parses a text that is one expression and nothing else.
  package static func expression(_ source: SourceText) throws(Diagnostic) -> Expression {
    try expression(source, in: SourceRange(0, source.bytes.count))
  }

  /// Parses a stretch of a source as one expression, with places in the whole source.
  static func expression(
    _ source: SourceText, in range: SourceRange, nesting: Int = 0
  ) throws(Diagnostic) -> Expression {
    var parser = Parser(source, grammar: .empty, range: range)
    parser.nesting = nesting
    parser.endName = range.end < source.bytes.count ? "the end of the argument" : parser.endName
    let expression = try parser.expression()
    let rest = try parser.peek()
    guard rest.kind == .end else { throw parser.unexpected(rest, after: expression) }
    return expression
  }

  /// Parses a stretch of a source as expressions with commas between.
  package static func expressions(
    _ source: SourceText, in range: SourceRange
  ) throws(Diagnostic) -> [Expression] {
    var parser = Parser(source, grammar: .empty, range: range)
    parser.endName = range.end < source.bytes.count ? "the end of the argument" : parser.endName
    var list = [try parser.expression()]
    while try parser.takes(.comma) { list.append(try parser.expression()) }
    let rest = try parser.peek()
    guard rest.kind == .end else { throw parser.unexpected(rest, after: list[list.count - 1]) }
    return list
  }
}
