/// Text that is wrapped at words; a newline in it breaks the line.
package struct Paragraph: Equatable, Sendable {
  package var text: StyledText
  /// Columns of white space before the first line.
  package var indent: Int
  /// Further columns before every line but the first of a paragraph.
  package var hanging: Int

  package init(_ text: StyledText, indent: Int = 0, hanging: Int = 0) {
    self.text = text
    self.indent = indent
    self.hanging = hanging
  }
}
