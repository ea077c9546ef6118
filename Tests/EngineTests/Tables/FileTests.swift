import Foundation
import Testing

@Suite struct FileTests {
  /// Folder of the sources, table file, and how a row's declaration starts.
  static let folders = [
    ("Activations", "ActivationTable", "static let (\\w+) = Activation\\("),
    ("Data", "DataTable", "static let (\\w+) = (?:DataGenerator|truthTable)\\("),
    ("Losses", "LossTable", "static let (\\w+) = Loss\\("),
    ("Schedules", "ScheduleTable", "static let (\\w+) = Schedule\\("),
    ("Optimizers", "OptimizerTable", "static let (\\w+) = Optimizer\\("),
    ("Layers", "LayerTable", "struct (\\w+): \\w*Kind"),
  ]

  @Test(arguments: folders)
  func everyFileWithARowIsInItsTable(_ folder: String, _ table: String, _ pattern: String) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let sources = root.appendingPathComponent("Sources/Engine/\(folder)")
    let listed = try String(contentsOf: sources.appendingPathComponent("\(table).swift"), encoding: .utf8)
    let rule = try NSRegularExpression(pattern: pattern)
    var rows = 0
    for file in try FileManager.default.contentsOfDirectory(at: sources, includingPropertiesForKeys: nil) {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in rule.matches(in: text, range: NSRange(text.startIndex..., in: text)) {
        let name = String(text[try #require(Range(match.range(at: 1), in: text))])
        let isListed =
          listed.contains(".\(name),") || listed.contains(".\(name)]") || listed.contains("\(name)()")
        #expect(isListed, "add `\(name)` of \(file.lastPathComponent) to \(folder)/\(table).swift")
        rows += 1
      }
    }
    #expect(rows > 1)
  }
}
