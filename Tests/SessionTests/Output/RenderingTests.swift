import Foundation
import Testing
import Text

@testable import Session

/// Whatever the goldens print can be shown on any terminal, and read by any program.
@Suite struct RenderingTests {
  private static let names = Repository.files(in: "Tests/Golden", ending: ".lab").filter {
    !$0.hasPrefix("misuse")
  }

  private func results(of name: String) throws -> [CommandResult] {
    let test = TestSession(isPrompt: true)
    let lines = try Repository.text("Tests/Golden/\(name)").split(separator: "\n")
    return lines.flatMap { test.run(String($0)).events }.compactMap {
      if case .finished(_, let result) = $0 { result } else { nil }
    }
  }

  @Test(arguments: names) func `no line is wider than the terminal`(name: String) throws {
    for result in try results(of: name) {
      for width in [30, 60, 80, 160] {
        let options = RenderOptions(width: width, color: false, unicode: false)
        for line in Renderer.render(result.document, options: options).split(separator: "\n") {
          #expect(line.count <= width, "\(name) at \(width): \(line)")
        }
      }
    }
  }

  @Test(arguments: names.filter { $0 != "edges.lab" }) func `a terminal without Unicode gets ASCII`(
    name: String
  ) throws {
    for result in try results(of: name) {
      let text = Renderer.render(
        result.document, options: RenderOptions(width: 80, color: false, unicode: false))
      let line = text.split(separator: "\n").first { !$0.utf8.allSatisfy { $0 < 128 } }
      #expect(line == nil, "\(name): \(line ?? "")")
    }
  }

  @Test(arguments: names) func `colors change nothing but colors`(name: String) throws {
    for result in try results(of: name) {
      // A heat map's shades are colors of their own.
      guard !result.document.blocks.contains(where: { if case .heatMap = $0 { true } else { false } }) else {
        continue
      }
      let colored = Renderer.render(
        result.document, options: RenderOptions(width: 80, color: true, unicode: true))
      let plain = Renderer.render(result.document, options: Rendering.options)
      #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    }
  }

  @Test(arguments: names) func `every result is JSON, and CSV whose rows are of one length`(name: String)
    throws
  {
    for result in try results(of: name) {
      let json = JSONLine.success("x", result)
      _ = try JSONSerialization.jsonObject(with: Data(json.utf8))
      #expect(!json.contains("\n"))
      let csv = CSVText.of(result)
      #expect(csv.isEmpty || csv.hasSuffix("\n"))
    }
  }

  @Test func `a result that people see has data for programs`() {
    for type in CommandTable.all {
      for example in type.specification.examples {
        for case .finished(let command, let result) in TestSession().run(example.commands).events {
          #expect(result.document.blocks.isEmpty || !result.data.members.isEmpty, "\(command) has no data")
        }
      }
    }
  }
}
