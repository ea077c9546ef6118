/// A name with its place; names are equal when their texts are.
package struct Name: Equatable, Sendable {
  package var text: String
  package var range: SourceRange

  package init(_ text: String, range: SourceRange = SourceRange(0, 0)) {
    self.text = text
    self.range = range
  }

  package static func == (left: Name, right: Name) -> Bool { left.text == right.text }
}
