import CTerminal

/// The columns that scalars take on a terminal.
func displayWidth(_ scalars: some Sequence<Unicode.Scalar>) -> Int {
  scalars.reduce(0) { $0 + max(0, Int(ilt_character_width($1.value))) }
}

/// The longest beginning of a text that fits into so many columns.
func clipped(_ text: String, to columns: Int) -> String {
  var result = String.UnicodeScalarView()
  var used = 0
  for scalar in text.unicodeScalars {
    used += max(0, Int(ilt_character_width(scalar.value)))
    if used > columns { break }
    result.append(scalar)
  }
  return String(result)
}
