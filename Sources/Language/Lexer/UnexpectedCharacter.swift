extension Lexer {
  /// Names a character that no word of the language can start with.
  func unexpectedCharacter() -> Diagnostic {
    guard let (scalar, length) = scalar() else {
      return Diagnostic(
        "unexpected-character", "the text ends here", source: source, range: SourceRange(position, position))
    }
    let range = SourceRange(position, position + length)
    return Diagnostic(
      "unexpected-character", "\(named(scalar)) has no meaning here", label: "unexpected character",
      help: remedy(for: scalar), source: source, range: range)
  }

  private func named(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "the invisible character U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    default: return "`\(scalar)`"
    }
  }

  private func remedy(for scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "'", "“", "”", "„", "‘", "’", "`": "text is written `\"…\"`"
    case "−", "–", "—": "minus is written `-`"
    case "×", "·": "times is written `*`"
    case "÷": "divided by is written `/`"
    case "≤": "at most is written `<=`"
    case "≥": "at least is written `>=`"
    case "≠", "!": "not equal is written `!=`"
    case "≈": "nearly equal is written `expect A ~ B within 1e-6`"
    case "&": "both is written `and`"
    case "|": "either is written `or`"
    case "\u{A0}": "put a plain space in its place"
    case "\\": "a backslash continues a line only at its very end"
    default: "remove it, or put it into a text: `\"…\"`"
    }
  }
}
