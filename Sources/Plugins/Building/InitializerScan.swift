/// Finds the types of a Swift file that conform to `Initializer`, so that nobody has to list them.
enum InitializerScan {
  /// What a type conforms to that goes into the table; schemes are found as well, to be refused by name.
  private static let protocols: Set<String> = [
    "Initializer", "InitKit.Initializer", "NetworkInitializer", "InitKit.NetworkInitializer",
  ]

  /// The names of the types, in the order of the text: declared at the top level, not in comments or texts.
  static func types(in source: String) -> [String] {
    var names: [String] = []
    for match in topLevel(of: source).matches(
      of: /\b(?:struct|class|enum|extension)\s+([A-Za-z_][A-Za-z_0-9]*)\s*(?:<[^{}]*>)?\s*:([^{}]*)\{/)
    {
      let inherited = match.2.split(whereSeparator: { $0 == "," || $0 == "&" || $0.isWhitespace })
      guard inherited.contains(where: { protocols.contains(String($0)) }) else { continue }
      if !names.contains(String(match.1)) { names.append(String(match.1)) }
    }
    return names
  }

  /// The text outside of braces, with comments and texts blanked.
  private static func topLevel(of source: String) -> String {
    var result = ""
    var depth = 0
    var rest = Substring(source)
    while let character = rest.first {
      if rest.hasPrefix("//") {
        rest = rest.drop { $0 != "\n" }
      } else if rest.hasPrefix("/*") {
        rest = afterComment(rest)
      } else if rest.hasPrefix("\"\"\"") {
        rest = after("\"\"\"", rest.dropFirst(3))
      } else if character == "\"" {
        rest = after("\"", rest.dropFirst())
      } else {
        if character == "}" { depth = max(0, depth - 1) }
        if depth == 0 { result.append(character == "}" ? "\n" : character) }
        if character == "{" { depth += 1 }
        rest = rest.dropFirst()
      }
    }
    return result
  }

  private static func afterComment(_ text: Substring) -> Substring {
    var rest = text.dropFirst(2)
    var depth = 1
    while depth > 0, !rest.isEmpty {
      if rest.hasPrefix("*/") {
        depth -= 1
        rest = rest.dropFirst(2)
      } else if rest.hasPrefix("/*") {
        depth += 1
        rest = rest.dropFirst(2)
      } else {
        rest = rest.dropFirst()
      }
    }
    return rest
  }

  private static func after(_ end: String, _ text: Substring) -> Substring {
    var rest = text
    while !rest.isEmpty {
      if rest.hasPrefix(end) { return rest.dropFirst(end.count) }
      rest = rest.dropFirst(rest.first == "\\" ? 2 : 1)
    }
    return rest
  }
}
