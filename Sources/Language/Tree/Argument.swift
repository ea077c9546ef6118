/// One positional argument, or the value of an option.
package struct Argument: Equatable, Sendable {
  /// What was written, as far as the grammar tells.
  package indirect enum Kind: Equatable, Sendable {
    /// Raw text: names, kinds, file names.
    case word
    /// A word that reads as an expression too; which of them it is, its type decides when it is bound.
    case value(Expression)
    /// A word that is no expression, with what is wrong with it as one.
    case malformed(Diagnostic)
    /// One whole expression with blanks, or several with commas between.
    case expressions([Expression])
    /// `A ~ B within C`.
    case closeness(Expression, Expression, within: Expression)
    /// `REF = EXPR`.
    case assignment(Expression, Expression)
    case template(Template)
    case command(Command)
    case block(StatementBlock)
    case keyword
  }

  /// The positional's name in the grammar; empty when it is one too many.
  package var name: String
  package var kind: Kind
  /// As typed.
  package var raw: String
  package var range: SourceRange

  package init(name: String, kind: Kind, raw: String, range: SourceRange = SourceRange(0, 0)) {
    self.name = name
    self.kind = kind
    self.raw = raw
    self.range = range
  }

  /// Words are equal when their texts are, whatever they would mean as expressions.
  package static func == (left: Argument, right: Argument) -> Bool {
    guard left.name == right.name else { return false }
    if left.isWord || right.isWord { return left.isWord && right.isWord && left.raw == right.raw }
    return left.kind == right.kind
  }

  private var isWord: Bool {
    switch kind {
    case .word, .value, .malformed, .keyword: true
    default: false
    }
  }
}
