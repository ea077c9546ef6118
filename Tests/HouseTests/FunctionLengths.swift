/// A function with a body, as its file has it.
struct FunctionText {
  /// Its first line.
  let line: Int
  /// How many lines it has, from the first to the closing brace.
  let length: Int
}

extension SourceFile {
  /// The functions of the file, by the indentation that the formatter gives them.
  var functions: [FunctionText] { path.hasSuffix(".swift") ? swiftFunctions : cFunctions }

  /// From a line with `func` or `init` to the next one that is indented as little, if that closes a brace.
  private var swiftFunctions: [FunctionText] {
    let lines = self.lines
    return lines.indices.compactMap { start in
      // The pattern is slow; most lines have none of its words.
      guard ["func ", "init", "subscript("].contains(where: lines[start].holds),
        lines[start].contains(/^ *(@?[a-z]+(\(set\))? )*(func |init[(?<]|subscript\()/)
      else {
        return nil
      }
      let indent = lines[start].indentation
      let end = lines[(start + 1)...].firstIndex {
        !$0.isEmpty && $0.indentation <= indent && !$0.hasPrefix(String(repeating: " ", count: indent) + ")")
      }
      guard let end, lines[end].drop(while: { $0 == " " }).first == "}" else { return nil }
      return FunctionText(line: start + 1, length: end - start + 1)
    }
  }

  /// From a line that begins at the margin and has a bracket to the next `}` at the margin.
  private var cFunctions: [FunctionText] {
    var found: [FunctionText] = []
    var start: Int?
    for (index, line) in lines.enumerated() {
      if line == "}" {
        if let start { found.append(FunctionText(line: start + 1, length: index - start + 1)) }
        start = nil
      } else if line.first?.isLetter == true {
        start = line.contains("(") && !line.hasSuffix(";") && !line.hasSuffix("}") ? index : nil
      }
    }
    return found
  }
}

extension Substring {
  /// Blanks in front.
  fileprivate var indentation: Int { prefix { $0 == " " }.count }
}
