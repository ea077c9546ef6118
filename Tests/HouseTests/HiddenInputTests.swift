import Testing

@Suite("Nothing hidden: no result depends on a clock, the environment or chance from outside")
struct HiddenInputTests {
  /// Modules that meet the world outside: the executable, and what speaks to terminals and processes for it.
  private static let outside: Set<String> = ["initlab", "LineEditor", "CTerminal", "CPosix"]

  /// Where a person is told how long something took; no result has it.
  private static let clocks: Set<String> = [
    "Sources/Session/Commands/TimeCommand.swift", "Sources/Session/Plugins/PluginCheck.swift",
    "Sources/Session/Training/TrainingReport.swift",
  ]

  @Test(
    "below the executable nobody asks for it",
    arguments: [
      "getenv(", "ProcessInfo", "SystemRandomNumberGenerator", ".random(in", "arc4random", "isatty(",
      "time(NULL",
      "clock_gettime(", "Date()", "ContinuousClock",
    ])
  func nothingIsHidden(word: String) throws {
    for file in try House.files(below: "Sources", withExtensions: ["swift", "c", "h"])
    where !Self.outside.contains(file.module) && file.text.holds(word) {
      if word == "ContinuousClock", Self.clocks.contains(file.path) { continue }
      for line in file.code where line.text.holds(word) {
        Issue.record("\(file.path):\(line.number) has `\(word)`: let the host hand it in")
      }
    }
  }

  @Test("the rooms with a clock still need it", arguments: clocks.sorted())
  func roomsAreInUse(path: String) throws {
    let file = try #require(House.swiftFiles(below: "Sources").first { $0.path == path })
    #expect(file.text.contains("ContinuousClock"), "take \(path) off the list")
  }

  @Test("no compiler may trade bits for speed")
  func noFastMathematics() throws {
    let files =
      try House.files(below: "Sources", withExtensions: ["swift", "c", "h"])
      + House.files(below: "Tests/Support", withExtensions: ["c", "h"])
      + [SourceFile(path: "Package.swift", text: House.text("Package.swift"))]
    for file in files {
      for word in [
        "-ffast-math", "-Ofast", "-funsafe-math", "-fassociative", "FP_CONTRACT ON", "fp contract(fast)",
      ]
      where file.text.holds(word) {
        Issue.record("\(file.path) has `\(word)`: sums keep one order, products are fused by name only")
      }
    }
  }

  /// Tests of what happens at some time: a kill at a random moment, programs that keep processors busy, a line that
  /// is drawn again after a while. None of them expects anything of how long something takes.
  private static let timed: Set<String> = [
    "Tests/KernelTests/SharingTests.swift", "Tests/LineEditorTests/ProgressLineTests.swift",
    "Tests/TerminalTests/KillTests.swift",
  ]

  @Test("no test looks at a clock")
  func testsDoNotMeasure() throws {
    for file in try House.swiftFiles(below: "Tests")
    where !file.path.hasPrefix("Tests/Bench/") && !file.path.hasPrefix("Tests/HouseTests/")
      && !Self.timed.contains(file.path)
    {
      for word in ["ContinuousClock", "SuspendingClock", "Date()", ".timeLimit(.seconds"]
      where file.text.holds(word) {
        Issue.record("\(file.path) has `\(word)`: speed belongs to Tests/Bench")
      }
    }
  }
}
