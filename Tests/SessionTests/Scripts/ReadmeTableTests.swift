import Testing

@testable import Engine
@testable import Session

/// What the README's tables list is all there is: who adds a row to a table of the source is told to add it there.
@Suite struct ReadmeTableTests {
  /// Names in backticks between one heading and the next of the same level.
  private static func names(below heading: String) throws -> Set<String> {
    let text = try Repository.text("README.md")
    let start = try #require(text.firstRange(of: "\n## \(heading)\n"), "README.md has no chapter \(heading)")
    let rest = text[start.upperBound...]
    let chapter = rest[..<(rest.firstRange(of: "\n## ")?.lowerBound ?? rest.endIndex)]
    return Set(chapter.matches(of: /`([^`\n]+)`/).map { String($0.1) })
  }

  @Test func `every command is in the README's table of commands`() throws {
    let names = try Self.names(below: "Commands")
    for command in CommandTable.all.map({ $0.specification.name }) where command != "!" {
      #expect(names.contains(command), "add `\(command)` to README.md")
    }
  }

  @Test func `every layer, activation and loss is in the README's chapter of layers`() throws {
    let names = try Self.names(below: "Layers")
    for name in LayerTable.builtin.names + ActivationTable.builtin.names + LossTable.builtin.names {
      #expect(names.contains(name), "add `\(name)` to README.md")
    }
  }

  @Test func `every optimizer and schedule is in the README's chapter of commands`() throws {
    let names = try Self.names(below: "Commands")
    // `schedule cosine …` names the first, and without one the rate is constant.
    for name in OptimizerTable.builtin.names + ScheduleTable.builtin.names
    where !["constant", "cosine"].contains(name) {
      #expect(names.contains(name), "add `\(name)` to README.md")
    }
  }

  @Test func `every lesson is in the README's table of lessons, under the question it opens with`() throws {
    let text = try Repository.text("README.md")
    for file in Repository.files(in: "examples", ending: ".lab") {
      let lesson = try Repository.text("examples/\(file)")
      let question = try #require(lesson.split(separator: "\n").first?.dropFirst(2))
      let row = "| [\(file.dropLast(".lab".count))](examples/\(file)) | \(question) |"
      #expect(text.contains(row), "README.md lacks the row \(row)")
    }
  }
}
