/// The candidates for one place in a line.
package struct CompletionList: Equatable, Sendable {
  /// One thing the word may become.
  package struct Candidate: Equatable, Sendable {
    /// What replaces the word.
    package var text: String
    /// What the list shows in its place, such as a file's name without its folder.
    package var label: String
    /// Shown dim beside it in the list; may be empty.
    package var summary: String
    /// Added behind the only candidate: a space, `=`, `/`.
    package var suffix: String

    /// A candidate; the label is the text unless it is given.
    package init(_ text: String, label: String? = nil, summary: String = "", suffix: String = " ") {
      self.text = text
      self.label = label ?? text
      self.summary = summary
      self.suffix = suffix
    }
  }

  /// The part that is replaced, in unicode scalars from the start of the text.
  package var replaced: Range<Int>
  /// In the order of the list.
  package var candidates: [Candidate]

  /// A list of candidates for the given part of the text.
  package init(replaced: Range<Int>, candidates: [Candidate]) {
    self.replaced = replaced
    self.candidates = candidates
  }

  /// The longest beginning that all candidates share, cut between scalars and never inside one.
  var commonPrefix: [Unicode.Scalar] {
    guard let first = candidates.first else { return [] }
    return candidates.dropFirst().reduce(Array(first.text.unicodeScalars)) { common, candidate in
      zip(common, candidate.text.unicodeScalars).prefix { $0 == $1 }.map(\.0)
    }
  }
}
