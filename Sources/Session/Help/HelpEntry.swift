import Text

/// Something that `help NAME` explains.
struct HelpEntry {
  var name: String
  var aliases: [String] = []
  /// What it is, in one word: `command`, `layer`, `initializer`, …
  var kind: String
  /// One line.
  var summary: String
  /// The whole explanation.
  var document: () -> Document

  /// Whether the entry answers to a name.
  func answers(to word: String) -> Bool { name == word || aliases.contains(word) }
}
