import Foundation
import Testing

/// What the README shows is what happens.
///
/// ```` ```lab ```` fences hold commands only; ```` ```console ```` fences a session: `initlab> ` in front of what is
/// typed, `   ...> ` where it goes on, output as it is. Blocks run each in a session of their own.
@Suite struct ReadmeTests {
  private struct Block {
    var language: String
    var line: Int
    var text: String
  }

  private static var readme: String? { try? Repository.text("README.md") }

  @Test(.enabled(if: readme != nil)) func `the README shows sessions`() throws {
    #expect(try blocks(of: #require(Self.readme)).contains { ["lab", "console"].contains($0.language) })
  }

  @Test(.enabled(if: readme != nil)) func `the README's commands run`() throws {
    for block in try blocks(of: #require(Self.readme)) where block.language == "lab" {
      let (outcome, events) = TestSession().run(block.text)
      #expect(outcome == .completed, "README.md:\(block.line): \(events.map(Rendering.text).joined())")
    }
  }

  @Test(.enabled(if: readme != nil)) func `the README's sessions print what stands there`() throws {
    for block in try blocks(of: #require(Self.readme)) where block.language == "console" {
      guard block.text.contains("initlab> ") else { continue }
      let found = console(of: Transcript(typed(in: block.text)))
      let difference = Difference(of: found, from: Transcript.masked(block.text))
      #expect(difference == nil, "README.md:\(block.line): \(difference?.description ?? "")")
    }
  }

  @Test func `blocks are found by their fences`() {
    let text = "a\n```lab\nstep\n```\nb\n```console\ninitlab> data xor\nxor: 4\n```\n```\nnone\n```\n"
    let found = blocks(of: text)
    #expect(found.map(\.language) == ["lab", "console", ""])
    #expect(found.map(\.text) == ["step\n", "initlab> data xor\nxor: 4\n", "none\n"])
    #expect(typed(in: found[1].text) == "data xor")
  }

  @Test func `a session is written as a terminal shows it`() {
    let session = "initlab> repeat 2 {\n   ...>   echo hi\n   ...> }\nhi\nhi\n"
    #expect(console(of: Transcript(typed(in: session))) == session)
  }

  private func blocks(of text: String) -> [Block] {
    var blocks: [Block] = []
    var open: Block?
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("```") {
        if let block = open { blocks.append(block) }
        open = open == nil ? Block(language: String(line.dropFirst(3)), line: number + 1, text: "") : nil
      } else {
        open?.text += line + "\n"
      }
    }
    return blocks
  }

  /// What was typed in a session.
  private func typed(in session: String) -> String {
    session.split(separator: "\n").compactMap { line in
      ["initlab> ", "   ...> "].first { line.hasPrefix($0) }.map { String(line.dropFirst($0.count)) }
    }.joined(separator: "\n")
  }

  private func console(of transcript: Transcript) -> String {
    transcript.entries.map { entry in
      let lines = entry.input.split(separator: "\n", omittingEmptySubsequences: false)
      return "initlab> " + lines.joined(separator: "\n   ...> ") + "\n" + Transcript.masked(entry.output)
    }.joined()
  }
}
