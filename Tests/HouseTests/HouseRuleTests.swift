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

  @Test("no function is longer than 60 lines")
  func functionsAreSmall() throws {
    let files = try House.files(below: "Sources", withExtensions: ["swift", "c", "h", "inc"])
    for file in files {
      for function in file.functions {
        #expect(function.length <= 60, "\(file.path):\(function.line) has \(function.length) lines: cut it")
      }
    }
  }

  @Test("functions are found with their lengths, in Swift and in C")
  func functionsAreFound() {
    let swift = SourceFile(
      path: "a.swift",
      text:
        "struct A {\n  init(\n    b: Int\n  ) {\n    c()\n  }\n\n  func d() { e() }\n  func f() {\n    g()\n  }\n}\n"
    )
    #expect(swift.functions.map(\.line) == [2, 9] && swift.functions.map(\.length) == [5, 3])
    let c = SourceFile(
      path: "a.c",
      text: "typedef struct a {\n  int b;\n} a;\nint c(int d,\n      int e) {\n  return d;\n}\nint f(void);\n"
    )
    #expect(c.functions.map(\.line) == [4] && c.functions.map(\.length) == [4])
  }

  /// Where memory is written by its only owner, which the compiler cannot see.
  private static let rooms = ["@unchecked Sendable": "Sources/Tensor/Numbers/NumberBlock.swift"]

  @Test(
    "nothing that input can reach traps",
    arguments: ["try!", "fatalError(", "as! ", "@unchecked Sendable", "nonisolated(unsafe)"])
  func noTraps(word: String) throws {
    for file in try House.swiftFiles(below: "Sources")
    where file.path != Self.rooms[word] && file.text.holds(word) {
      for line in file.code where line.text.holds(word) {
        Issue.record("\(file.path):\(line.number) has `\(word)`: throw a typed error instead")
      }
    }
  }

  @Test("nothing is unwrapped by force")
  func noForcedUnwrapping() throws {
    for file in try House.swiftFiles(below: "Sources") {
      for line in file.code where line.text.holds("!") && line.text.contains(/[\w)\]]!([.,:)\]\s]|$)/) {
        // What stands in quotes is no code.
        guard !line.text.holds("\"") else { continue }
        Issue.record("\(file.path):\(line.number): \(line.text): throw a typed error instead")
      }
    }
  }

  @Test(
    "unsafe memory stays out of the modules that need none",
    arguments: ["InitKit", "Initializers", "Language", "Text"])
  func unsafeStaysInItsRooms(module: String) throws {
    for file in try House.swiftFiles(below: "Sources/\(module)") where file.text.holds("Unsafe") {
      Issue.record("\(file.path) takes an unsafe pointer: spans and arrays do, or C kernels")
    }
  }

  @Test("only the plugin interface is public")
  func onlyThePluginInterfaceIsPublic() throws {
    for file in try House.swiftFiles(below: "Sources")
    where file.module != "InitKit" && file.text.holds("public ") {
      for line in file.code where line.text.contains(/^ *(@[a-z]+ )*public\s/) {
        Issue.record("\(file.path):\(line.number): `package` reaches all modules of the house")
      }
    }
  }

  @Test("only the executable prints")
  func onlyTheExecutablePrints() throws {
    for file in try House.swiftFiles(below: "Sources") where file.module != "initlab" {
      for line in file.code where line.text.holds("print(") && line.text.contains(/(^|[^a-zA-Z.])print\(/) {
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
    for file in files where ["TODO", "FIXME", "XXX", "HACK"].contains(where: file.text.holds) {
      for (index, line) in file.lines.enumerated() where line.contains(/\b(TODO|FIXME|XXX|HACK)\b/) {
        Issue.record("\(file.path):\(index + 1): \(line)")
      }
    }
  }
}
