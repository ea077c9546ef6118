import Testing

/// What each module may import: SwiftPM does not refuse an undeclared import that happens to be reachable.
private let allowed: [String: Set<String>] = [
  "InitKit": [],
  "Initializers": ["InitKit"],
  "Tensor": [],
  "Engine": ["CKernels", "InitKit", "Tensor"],
  "Analysis": ["Engine", "InitKit", "Tensor"],
  "Archive": ["CZlib", "Tensor"],
  "Text": [],
  "Language": ["InitKit", "Tensor", "Text"],
  "Plugins": ["CInitABI", "CPosix", "InitKit", "Synchronization"],
  "Session": ["Analysis", "Archive", "Engine", "InitKit", "Language", "Plugins", "Tensor", "Text"],
  "LineEditor": ["CLibedit", "CTerminal"],
  "initlab": [
    "ArgumentParser", "Engine", "InitKit", "Initializers", "Language", "LineEditor", "Plugins", "Session",
    "Text",
  ],
]

/// The C library under its names on Linux, on musl and on macOS: no module of ours, so no arrow.
private let platform: Set<String> = ["Glibc", "Musl", "Darwin"]

@Suite("Arrows between modules go down only")
struct ArrowTests {
  @Test("every module of Sources has a row in the table of arrows")
  func everyModuleIsKnown() throws {
    let modules = Set(try House.swiftFiles(below: "Sources").map(\.module))
    #expect(modules.subtracting(allowed.keys).isEmpty, "add the new module to ArrowTests.allowed")
  }

  @Test("a file imports only what its module may", arguments: allowed.keys.sorted())
  func importsGoDown(module: String) throws {
    let permitted = try #require(allowed[module]).union(module == "InitKit" ? [] : platform)
    for file in try House.swiftFiles(below: "Sources/\(module)") {
      let forbidden = file.imports.filter { !permitted.contains($0) }
      #expect(forbidden.isEmpty, "\(file.path) imports \(forbidden): move the code or the arrow")
    }
  }
}
