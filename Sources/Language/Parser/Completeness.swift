/// Whether a line editor should ask for another line.
package enum Completeness: Equatable, Sendable {
  /// It parses, or more lines could not mend it.
  case complete
  /// A bracket or a block is open, or the last line ends in a backslash.
  case unfinished

  /// Judges what was typed so far, without its last line end.
  package init(_ text: String, grammar: Grammar) {
    var parser = Parser(SourceText(name: "", text: text), grammar: grammar)
    _ = parser.statements(inBlock: false)
    let isOpen = parser.lexer.endsInContinuation || parser.diagnostics.first?.isUnfinished == true
    self = isOpen ? .unfinished : .complete
  }
}
