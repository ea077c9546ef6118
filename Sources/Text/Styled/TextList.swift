/// Items under each other: bulleted, or terms in a column of their own with their explanations beside.
package struct TextList: Equatable, Sendable {
  /// One entry; without a term it gets a bullet.
  package struct Item: Equatable, Sendable {
    package var term: StyledText?
    package var text: StyledText

    package init(_ text: StyledText) {
      self.text = text
    }

    package init(term: StyledText, _ text: StyledText) {
      self.term = term
      self.text = text
    }
  }

  package var items: [Item]
  /// Columns of white space before each entry.
  package var indent: Int

  package init(_ items: [Item], indent: Int = 2) {
    self.items = items
    self.indent = indent
  }
}
