/// A script and all that running it shows.
struct Golden: Sendable, CustomStringConvertible {
  var script: String
  var output: String

  var description: String { script }

  /// Reads cases: lines behind `> ` are the script, those up to the next such line the output.
  static func cases(_ text: String) -> [Golden] {
    var cases: [Golden] = []
    var isScript = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("> ") {
        if isScript {
          cases[cases.count - 1].script += "\n" + line.dropFirst(2)
        } else {
          cases.append(Golden(script: String(line.dropFirst(2)), output: ""))
        }
        isScript = true
      } else {
        isScript = false
        if !cases.isEmpty { cases[cases.count - 1].output += line + "\n" }
      }
    }
    return cases
  }
}
