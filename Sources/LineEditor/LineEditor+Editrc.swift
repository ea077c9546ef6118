import CTerminal

extension LineEditor {
  /// Does what the user's editrc says, line by line, and gives the lines that libedit does not take.
  ///
  /// libedit's own reader stops at the first unknown command, names no line and crashes on an open quote.
  func readEditrc() -> [EditorProblem] {
    guard let path = options.environment.editrc,
      let bytes = try? FileBytes.contents(of: path)
    else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    var problems: [EditorProblem] = []
    for (index, line) in lines.enumerated() {
      let line = line.drop { $0 == " " || $0 == "\t" }
      if line.isEmpty || line.first == "#" { continue }
      if ilt_editline_parse(libedit, String(line)) != 0 {
        problems.append(.editrc(path: path, line: index + 1, text: String(line)))
      }
      let words = line.split { $0 == " " || $0 == "\t" }
      if words.first?.hasSuffix("bind") == true {
        if words.contains("-v") || words.contains("-e") { bindOurs() }
        decoder.known.formUnion(Self.sequences(boundBy: line, words))
      }
    }
    return problems
  }

  /// The escape sequences that a `bind` mentions, without the escape: the decoder must let them through.
  private static func sequences(boundBy line: Substring, _ words: [Substring]) -> Set<String> {
    var found: Set<String> = []
    for separator in ["\\e", "^["] {
      for part in line.split(separator: separator, omittingEmptySubsequences: false).dropFirst() {
        found.insert(String(part.prefix { !" \"\t'".contains($0) }))
      }
    }
    // `bind -k up` names a key of the terminal's description.
    if words.contains("-k") { found.formUnion(["[A", "[B", "[C", "[D", "OA", "OB", "OC", "OD"]) }
    return found
  }
}
