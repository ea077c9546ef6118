import Text

/// A page that lists everything of one kind: `help activations`, `help functions`.
struct KindListing {
  /// The kinds with the words that ask for them.
  private static let words: [(kind: String, words: [String])] = [
    ("activation", ["activations", "activation"]), ("data set", ["data", "datasets", "data sets"]),
    ("function", ["functions", "function"]),
    ("initializer", ["initializers", "initialisers", "initializer"]),
    ("layer", ["layers", "layer", "kinds"]), ("loss", ["losses", "loss"]),
    ("optimizer", ["optimizers", "optimisers", "optimizer"]), ("schedule", ["schedules", "schedule"]),
    ("setting", ["settings", "set"]), ("topic", ["topics", "topic"]), ("command", ["commands", "command"]),
  ]

  let kind: String
  private let entries: [HelpEntry]

  /// Nil when the word asks for no kind.
  init?(_ word: String, in index: HelpIndex) {
    guard let kind = Self.words.first(where: { $0.words.contains(word) })?.kind else { return nil }
    self.kind = kind
    entries = index.entries.filter { $0.kind == kind }.sorted { $0.name < $1.name }
  }

  /// The words that ask for a kind and are no entry's name.
  static var names: [String] { words.map { $0.words[0] } }

  var blocks: [Text.Block] {
    [
      .heading("\(kind == "loss" ? "losses" : kind + "s"): help NAME explains each"),
      .list(TextList(entries.map { .init(term: StyledText($0.name, .name), StyledText($0.summary)) })),
    ]
  }

  var data: [DataValue] {
    entries.map { ["name": .text($0.name), "kind": .text($0.kind), "summary": .text($0.summary)] }
  }
}
