import LineEditor

/// Brackets that span lines, and a few words to complete.
final class ProbeLanguage: LineEditorDelegate {
  private static let commands: [(String, String)] = [
    ("abort", ""), ("busy", ""), ("crash", ""), ("init", ""), ("inits", ""), ("load", ""), ("many", ""),
    ("quit", ""),
  ]
  private static let arguments: [String: [(String, String)]] = [
    "init": [
      ("he_normal", "normal, std = sqrt(2 / fan_in)"), ("he_uniform", "uniform, the same variance"),
      ("zeros", "all zero"), ("été", ""),
    ],
    "load": [("αβγ.csv", ""), ("αβδ.csv", "")],
    "many": (0..<200).map { ("name\($0)", "") },
    "option": [("every=", ""), ("until=", "")],
  ]

  func isComplete(_ text: String) -> Bool {
    let opened = text.count { "([{".contains($0) }
    let closed = text.count { ")]}".contains($0) }
    return opened <= closed && !text.hasSuffix("\\")
  }

  func completions(for text: String, cursor: Int) -> CompletionList {
    let before = Array(text.unicodeScalars.prefix(cursor))
    let start = (before.lastIndex { " \n(".unicodeScalars.contains($0) } ?? -1) + 1
    let word = String(String.UnicodeScalarView(before[start...]))
    let first = String(text.prefix { $0 != " " })
    let words = start == 0 ? Self.commands : Self.arguments[first] ?? []
    return CompletionList(
      replaced: start..<cursor,
      candidates: words.filter { $0.0.hasPrefix(word) }
        .map { .init($0.0, summary: $0.1, suffix: $0.0.hasSuffix("=") ? "" : " ") })
  }
}
