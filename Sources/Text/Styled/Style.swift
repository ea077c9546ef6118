/// What a piece of text means; only the terminal renderer knows which color that is.
package enum Style: Equatable, Hashable, Sendable {
  case plain
  case heading
  case name
  case number
  case dim
  case good
  case warning
  case bad
  case accent
  case code
  /// The n-th line of a plot, counted from 0.
  case series(Int)
  /// A cell of a heat map: a color of the diverging scale, -5 (most negative) to 5.
  case heat(Int)
}
