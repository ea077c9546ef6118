/// What Tab offers at one place of a text.
package struct Completion: Equatable, Sendable {
  /// One thing the word may become.
  package struct Candidate: Equatable, Sendable {
    /// What replaces the word.
    package var text: String
    /// What the list shows in its place.
    package var label: String
    /// Shown beside it.
    package var summary: String
    /// Added behind the only candidate: a blank, `=`, `/`.
    package var suffix: String

    init(_ text: String, label: String? = nil, summary: String = "", suffix: String = " ") {
      self.text = text
      self.label = label ?? text
      self.summary = summary
      self.suffix = suffix
    }
  }

  /// The part that is replaced, in unicode scalars from the start of the text.
  package var replaced: Range<Int>
  package var candidates: [Candidate]
}
