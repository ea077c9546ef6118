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

  @Test(arguments: names) func `a line fits into 80 columns, but for messages`(name: String) throws {
    for line in try Repository.text("\(Self.folder)/\(name.dropLast(4)).out").split(separator: "\n") {
      // Messages are never cut: people copy from them. Neither is what was typed.
      guard !line.contains(/(error|help|note): |^  .*\^~*( .*)?$/), !line.contains(/^([>.#]|  [a-z])/) else {
        continue
      }
      #expect(line.count <= 80, "\(name): \(line)")
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
