/// Text that cannot move the cursor of a terminal.
enum SafeText {
  /// Tabs become a space and control characters a replacement mark.
  static func line(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: result.append(scalar == "\t" ? " " : "\u{FFFD}")
      // The zero width joiner holds pictures together; the others turn the direction of writing.
      case .format where scalar != "\u{200D}": result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The same of several lines, whose line feeds stay.
  static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line(String($0)) }
      .joined(separator: "\n")
  }
}
