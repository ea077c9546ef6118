import Testing

@Suite("Rules of the house")
struct HouseRuleTests {
  @Test("no file is longer than 400 lines")
  func filesAreSmall() throws {
    let files =
      try House.files(below: "Sources", withExtensions: ["swift", "c", "h", "inc"])
      + House.files(below: "Tests", withExtensions: ["swift", "c", "h"])
    for file in files {
      #expect(file.lines.count <= 401, "\(file.path) has \(file.lines.count) lines: split it by owner")
    }
  }

  /// Where memory is written by its only owner, which the compiler cannot see.
  private static let rooms = ["@unchecked Sendable": "Sources/Tensor/Numbers/NumberBlock.swift"]

  @Test(
    "nothing that input can reach traps",
    arguments: ["try!", "fatalError(", "as! ", "@unchecked Sendable", "nonisolated(unsafe)"])
  func noTraps(word: String) throws {
    for file in try House.swiftFiles(below: "Sources") where file.path != Self.rooms[word] {
      for line in file.code where line.text.contains(word) {
        Issue.record("\(file.path):\(line.number) has `\(word)`: throw a typed error instead")
      }
    }
  }

  @Test("only the executable prints")
  func onlyTheExecutablePrints() throws {
    for file in try House.swiftFiles(below: "Sources") where file.module != "initlab" {
      for line in file.code where line.text.contains(/(^|[^a-zA-Z.])print\(/) {
        // A command may be called `print`; a call of Swift's own function starts a statement.
        guard !line.text.contains("func print(") else { continue }
        Issue.record("\(file.path):\(line.number) prints: return a value instead")
      }
    }
  }

  @Test("no mark of unfinished work is left")
  func noMarks() throws {
    let files =
      try House.files(below: "Sources", withExtensions: ["swift", "c", "h", "inc"])
      + House.swiftFiles(below: "Tests").filter { !$0.path.hasPrefix("Tests/HouseTests") }
    for file in files {
      for (index, line) in file.lines.enumerated() where line.contains(/\b(TODO|FIXME|XXX|HACK)\b/) {
        Issue.record("\(file.path):\(index + 1): \(line)")
      }
    }
  }
}
