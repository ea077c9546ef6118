/// One word of an expression, with its place.
struct Token: Equatable, Sendable {
  /// What the word is.
  enum Kind: Equatable, Sendable {
    case number(Double)
    case text(String)
    case name(String)
    case symbol(Symbol)
    case newline
    case end
  }

  var kind: Kind
  var range: SourceRange

  /// Ends a command: a line's end, `;`, a closing brace or the end of the text.
  var endsCommand: Bool {
    switch kind {
    case .newline, .end, .symbol(.semicolon), .symbol(.closeBrace): true
    default: false
    }
  }
}
