import Session
import Testing

@testable import Language

/// What every misuse of the goldens has in common: nothing changes, and the message helps.
@Suite struct MisuseTests {
  /// What was typed in one of the goldens, and refused.
  private static let refused: [Transcript.Entry] = Repository.files(in: "Tests/Golden", ending: ".lab")
    .filter { $0.hasPrefix("misuse") }
    .flatMap { name in (try? Repository.text("Tests/Golden/\(name)")).map { Transcript($0).entries } ?? [] }
    .filter { $0.outcome != .completed }

  private static let failures = refused.flatMap { entry in
    entry.failures.map { (input: entry.input, diagnostic: $0) }
  }

  @Test func `there are several hundred misuses`() { #expect(Self.refused.count > 300) }

  @Test func `what is refused changes nothing`() {
    for entry in Self.refused {
      #expect(entry.states.after == entry.states.before, "`\(entry.input)` changed the state")
    }
  }

  @Test func `a misuse is told once, and of what parses only the first`() {
    for entry in Self.refused {
      #expect(!entry.failures.isEmpty, "`\(entry.input)` fails without a word")
      let isOne = entry.failures.count == 1 || entry.outcome == .notParsed
      #expect(isOne, "`\(entry.input)` is told \(entry.failures.count) times")
    }
  }

  @Test func `a diagnostic has a stable code, a place and a remedy`() {
    for (input, diagnostic) in Self.failures {
      #expect(
        diagnostic.code.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil, "`\(input)`: \(diagnostic.code)")
      #expect(diagnostic.code != "failed", "`\(input)`: \(diagnostic.message)")
      #expect(diagnostic.position != nil, "`\(input)` has no place")
      guard diagnostic.code != "unmet-expectation" else { continue }
      #expect(diagnostic.hint?.isEmpty == false, "`\(input)` has no help line")
    }
  }

  @Test func `a message is lower case, without a full stop, and shows nothing of the insides`() {
    for (input, diagnostic) in Self.failures {
      for text in [diagnostic.message, diagnostic.label, diagnostic.hint ?? ""] + diagnostic.notes {
        #expect(text.last != ".", "`\(input)`: \(text)")
        #expect(text.first?.isUppercase != true, "`\(input)`: \(text)")
        let words = text.replacing(/`[^`]*`/, with: "")
        #expect(
          !words.contains(/Optional|Swift|Error|nil|[a-z]\([0-9a-z]+:|[a-z]\([0-9]+\)/), "`\(input)`: \(text)"
        )
      }
    }
  }

  @Test func `the caret stands under the name that is not known`() throws {
    for (input, diagnostic) in Self.failures where diagnostic.code.hasPrefix("unknown-") {
      let name = try #require(diagnostic.message.matches(of: /`([^`]+)`/).last?.output.1, "\(input)")
      let (source, range) = (try #require(diagnostic.source), try #require(diagnostic.range))
      let behind = source.text(SourceRange(range.start, source.bytes.count))
      #expect(
        source.text(range).contains(name) || behind.hasPrefix(name),
        "`\(input)`: the caret stands under `\(source.text(range))`, the message is about `\(name)`")
    }
  }

  @Test func `a name with a likely one near it gets a suggestion that is not itself`() {
    for (input, diagnostic) in Self.failures {
      for suggestion in diagnostic.suggestions {
        #expect(!diagnostic.message.contains("`\(suggestion)`"), "`\(input)`: did you mean `\(suggestion)`?")
      }
    }
  }

  @Test func `a command in a help line can be typed`() {
    let test = TestSession()
    for (input, diagnostic) in Self.failures {
      for match in (diagnostic.hint ?? "").matches(of: /`([^`]+)`/) {
        let command = String(match.output.1)
        let verb = String(command.prefix { $0 != " " })
        guard test.session.grammar[verb] != nil, !command.contains("…"), !command.contains(/[A-Z]{3}/) else {
          continue
        }
        let outcome =
          verb == "help"
          ? test.run(command).outcome : test.session.check(SourceText(name: "hint", text: command))
        #expect(outcome == .completed, "`\(input)`: the help line says `\(command)`")
      }
    }
  }
}
