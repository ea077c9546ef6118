import Foundation
import Session
import Testing

/// Every script of `Tests/Golden`, typed at the prompt, must print what stands beside it.
///
/// `INITLAB_RECORD=1 swift test --filter SessionTests.GoldenTests` writes the `.out` files anew; read the
/// difference then.
@Suite struct GoldenTests {
  private static let folder = "Tests/Golden"
  private static let names = Repository.files(in: folder, ending: ".lab")
  private static let isRecording = ProcessInfo.processInfo.environment["INITLAB_RECORD"] != nil

  @Test func `there are golden transcripts`() { #expect(Self.names.count > 10) }

  @Test(arguments: names) func `a transcript is as recorded`(name: String) throws {
    let transcript = Transcript(try Repository.text("\(Self.folder)/\(name)")).text
    let recording = "\(Self.folder)/\(name.dropLast(4)).out"
    if Self.isRecording { try Data(transcript.utf8).write(to: Repository.root.appending(path: recording)) }
    let expected = try Repository.text(recording)
    let difference = Difference(of: transcript, from: expected)
    #expect(difference == nil, "\(recording):\(difference?.description ?? "")")
  }

  @Test(arguments: names) func `a line is at most 80 columns wide, but for what the user wrote`(name: String) throws {
    for line in try Repository.text("\(Self.folder)/\(name.dropLast(4)).out").split(separator: "\n") {
      // Messages are never cut: people copy from them.
      guard !line.contains("error: "), !line.contains("help: "), !line.contains("note: ") else { continue }
      guard !line.hasPrefix("> "), !line.hasPrefix(". "), !line.hasPrefix("#") else { continue }
      #expect(line.count <= 110, "\(name): \(line)")
    }
  }

  @Test(arguments: names.filter { $0.hasPrefix("misuse") })
  func `what is refused changes nothing, and the session goes on`(name: String) throws {
    let test = TestSession(isPrompt: true)
    for entry in Transcript(try Repository.text("\(Self.folder)/\(name)"), in: test).entries {
      guard entry.outcome != .completed else { continue }
      #expect(entry.states.after == entry.states.before, "\(name): `\(entry.input)` changed the state")
      #expect(entry.output.contains("error: "), "\(name): `\(entry.input)` fails without a word")
    }
    #expect(test.output("print 1 + 1") == "2\n")
  }

  @Test(arguments: names.filter { $0.hasPrefix("misuse") })
  func `every diagnostic has a code, and a remedy that can be typed`(name: String) throws {
    let test = TestSession(isPrompt: true)
    for entry in Transcript(try Repository.text("\(Self.folder)/\(name)"), in: test).entries
    where entry.outcome != .completed {
      #expect(entry.output.contains(/\[[a-z0-9-]+\]/), "\(name): `\(entry.input)` has no code")
      guard entry.outcome != .expectationFailed else { continue }
      #expect(entry.output.contains("help: "), "\(name): `\(entry.input)` has no help line")
    }
  }
}

/// Where two texts part.
struct Difference: Equatable, CustomStringConvertible {
  var line: Int
  var found: String
  var expected: String

  /// Nil when they are equal.
  init?(of text: String, from recorded: String) {
    guard text != recorded else { return nil }
    let found = text.split(separator: "\n", omittingEmptySubsequences: false)
    let expected = recorded.split(separator: "\n", omittingEmptySubsequences: false)
    let place = zip(found, expected).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    line = (place ?? min(found.count, expected.count)) + 1
    self.found = line <= found.count ? String(found[line - 1]) : "the end"
    self.expected = line <= expected.count ? String(expected[line - 1]) : "the end"
  }

  var description: String { "\(line): expected `\(expected)`, found `\(found)`" }
}
