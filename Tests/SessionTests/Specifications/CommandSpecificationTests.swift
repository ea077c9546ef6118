import Testing

@testable import Language
@testable import Session

/// Every command's specification is whole, and its examples run.
@Suite struct CommandSpecificationTests {
  private static let all = CommandTable.all.map { $0.specification }
  private static let names = all.map(\.name)

  private static func specification(_ name: String) throws -> CommandSpecification {
    try #require(all.first { $0.name == name })
  }

  @Test(arguments: names) func `a summary is one line, lower case, without a full stop`(name: String) throws {
    try expectLine(Self.specification(name).summary, of: name)
  }

  @Test(arguments: names) func `every positional argument is explained, and no other`(name: String) throws {
    let specification = try Self.specification(name)
    var (needed, possible): (Set<String>, Set<String>) = ([], [])
    for positional in specification.forms.joined() {
      possible.insert(positional.name)
      // A keyword may be explained, for completion, but says itself what it does.
      if case .keyword = positional.syntax { continue }
      needed.insert(positional.name)
    }
    let explained = Set(specification.arguments.map(\.name))
    #expect(explained.isSuperset(of: needed), "explain \(needed.subtracting(explained)) of `\(name)`")
    #expect(explained.isSubset(of: possible), "`\(name)` has no \(explained.subtracting(possible))")
    for argument in specification.arguments { try expectLine(argument.help, of: "\(name) \(argument.name)") }
  }

  @Test(arguments: names) func `every option is explained`(name: String) throws {
    for option in try Self.specification(name).options {
      try expectLine(option.help, of: "\(name) \(option.name)=")
      #expect(option.name.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil)
    }
  }

  @Test(arguments: names) func `there is an example`(name: String) throws {
    let examples = try Self.specification(name).examples
    #expect(!examples.isEmpty, "give `\(name)` an example that the tests can run")
    #expect(examples.allSatisfy { !$0.commands.contains("\n") })
  }

  @Test(arguments: names) func `what is named under see also can be asked for`(name: String) throws {
    for other in try Self.specification(name).seeAlso {
      #expect(TestSession().run("help \(other)").outcome == .completed, "`\(name)` says see also `\(other)`")
    }
  }

  @Test(arguments: names) func `help shows every argument, option and example`(name: String) throws {
    let specification = try Self.specification(name)
    let page = TestSession().output("help \(name)").filter { !$0.isWhitespace }.lowercased()
    // An argument's explanation begins with what stands for it in the usage lines.
    let words = specification.forms.joined().map(specification.word)
    for word in words {
      #expect(specification.usageLines.contains { $0.contains(word) }, "`help \(name)` never uses \(word)")
    }
    let texts =
      words + specification.options.map { "\($0.name)=" } + specification.examples.map(\.commands)
    for text in texts {
      #expect(page.contains(text.filter { !$0.isWhitespace }.lowercased()), "`help \(name)` lacks \(text)")
    }
  }

  @Test(arguments: names) func `an example runs and prints what it says`(name: String) throws {
    // What examples write goes into a folder of the test's own.
    let folder = try TemporaryFolder()
    for example in try Self.specification(name).examples {
      let commands = example.commands.replacing("/tmp/", with: "\(folder.path)/")
      let (outcome, events) = TestSession().run(commands)
      let output = events.map(Rendering.text).joined()
      #expect(outcome == .completed, "\(example.commands)\n\(output)")
      guard !example.shows.isEmpty else { continue }
      #expect(
        output.contains(example.shows), "\(example.commands) does not print \(example.shows)\n\(output)")
    }
  }

  private func expectLine(_ text: String, of what: String) throws {
    let first = try #require(text.unicodeScalars.first, "\(what) has no text")
    #expect(!first.properties.isUppercase || text.dropFirst().first?.isUppercase == true, "\(what): \(text)")
    #expect(text.last != ".", "\(what): \(text)")
    #expect(!text.contains("\n"), "\(what): \(text)")
  }
}
