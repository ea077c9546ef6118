/// How the text of a positional argument or an option's value is read.
package enum ArgumentSyntax: Equatable, Sendable {
  /// A raw word up to a blank: names, kinds, file names with `/ . ~ -` in them, or a text in quotes.
  case word
  /// A word or a value, told apart when it is bound: a malformed expression is then still a word.
  case argument
  /// An expression that ends at a blank outside brackets, operators with blanks on both sides included.
  case value
  /// A name or a call such as `normal(std=0.02)`.
  case specification
  /// A reference such as `h1[3].weight`, `all`, or a pattern in quotes.
  case place
  /// A whole expression with blanks, up to an option or the end.
  case expression
  /// Whole expressions with commas between.
  case expressions
  /// `EXPR`, or `A ~ B within C`.
  case expectation
  /// `REF = EXPR`.
  case assignment
  /// Text to the end of the command with `{EXPR}` filled in; quotes protect `;`, `#` and `}`.
  case template
  /// Raw text to the end of the line, `;` and `#` included.
  case line
  /// This very word.
  case keyword(String)
  /// One nested command.
  case command
  /// Commands between braces.
  case block
}
