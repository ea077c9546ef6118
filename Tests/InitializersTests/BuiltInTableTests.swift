import Foundation
import InitKit
import Initializers
import Testing

@Suite("the table of built-in initializers")
struct BuiltInTableTests {
  private let table = BuiltInInitializers.table

  @Test("every file of the folder is a row, and every row a file")
  func files() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Initializers").standardized
    var found: [String] = []
    for (folder, list) in [("BuiltIns", "BuiltInInitializers"), ("Schemes", "BuiltInSchemes")] {
      let files = try FileManager.default.contentsOfDirectory(atPath: sources.appending(path: folder).path)
      for file in files where file.hasSuffix(".swift") {
        let type = String(file.dropLast(".swift".count))
        let text = try String(contentsOf: sources.appending(path: "\(folder)/\(file)"), encoding: .utf8)
        let name = try #require(text.firstMatch(of: /name: "([a-z0-9_]+)"/)?.1, "\(file) specifies no name")
        #expect(
          table[String(name)]?.specification.name == String(name),
          "add `InitializerEntry(\(type).self)` to Sources/Initializers/\(list).swift")
        found.append(String(name))
      }
    }
    #expect(found.sorted() == table.names)
  }

  @Test("rows stand in alphabetical order in the source")
  func order() throws {
    var count = 0
    for list in ["BuiltInInitializers", "BuiltInSchemes"] {
      let path = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/Initializers/\(list).swift").standardized
      let text = try String(contentsOf: path, encoding: .utf8)
      let rows = text.matches(of: /InitializerEntry\((\w+)\.self/).map { String($0.1) }
      #expect(rows == rows.sorted(), "sort the rows of \(list) by type name")
      count += rows.count
    }
    #expect(count == table.entries.count)
  }

  @Test("every row says all that help needs", arguments: BuiltInInitializers.table.names)
  func specifications(name: String) throws {
    let specification = try #require(table[name]).specification
    #expect(!specification.formula.isEmpty && !specification.source.isEmpty && !specification.suits.isEmpty)
    #expect(specification.summary.hasSuffix(".") && specification.summary.count <= 100)
    #expect(specification.examples.contains { $0.hasPrefix(name) })
    #expect(specification.aliases == specification.aliases.sorted())
    for parameter in specification.parameters {
      #expect(!parameter.help.isEmpty)
      if case .value(let value) = parameter.default {
        #expect(throws: Never.self) { try parameter.check(value) }
      }
    }
  }

  @Test(
    "names of other libraries are found",
    arguments: [
      ("glorot_uniform", "xavier_uniform"), ("xavier", "xavier_uniform"), ("glorot", "xavier_uniform"),
      ("glorot_normal", "xavier_normal"), ("kaiming_uniform", "he_uniform"), ("kaiming_normal", "he_normal"),
      ("he", "he_normal"), ("kaiming", "he_normal"), ("lecun", "lecun_normal"),
      ("trunc_normal", "truncated_normal"),
      ("eye", "identity"), ("zero", "zeros"),
    ])
  func aliases(alias: String, name: String) {
    #expect(table[alias]?.specification.name == name)
  }
}
