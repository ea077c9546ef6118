import Foundation
import Testing

@testable import Session

/// What takes long ends when the user asks it to, and the session is as it was.
@Suite struct StoppedTests {
  private static let network =
    "data noise features=40; layer dense 40 tanh name=h; layer dense; set h.weight = h.weight"

  /// Whether a command is stopped once the flag was looked at so often, without a word and without a trace.
  private func isStopped(_ command: String, looks: Int = 5) -> Bool {
    let test = TestSession()
    test.run(Self.network)
    let before = SessionState(test.session)
    test.host.patience = looks
    let (outcome, events) = test.run(command)
    test.host.patience = nil
    return outcome == .interrupted && events.compactMap(\.diagnostic).isEmpty
      && SessionState(test.session) == before
  }

  @Test func `a pipe that nobody writes to can be left`() throws {
    let folder = try TemporaryFolder()
    try #require(mkfifo("\(folder.path)/silent.csv", 0o600) == 0)
    #expect(isStopped("data csv \(folder.path)/silent.csv"))
  }

  @Test func `a pipe that somebody writes to is read as a file is`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/told.csv"
    try #require(mkfifo(path, 0o600) == 0)
    let rows = "a,b,y\n" + String(repeating: "1,2,0\n3,4,1\n", count: 20_000)
    let writer = Thread { FileHandle(forWritingAtPath: path)?.write(Data(rows.utf8)) }
    writer.start()
    // A long path wraps the line.
    let words = TestSession().output("data csv \(path)").split(whereSeparator: \.isWhitespace)
    #expect(words.joined(separator: " ").contains("40000 samples, 2 inputs"))
  }

  @Test func `long tables and texts can be left while they are read`() throws {
    let folder = try TemporaryFolder()
    try (String(repeating: "1,2,0\n", count: 100_000)).write(
      toFile: "\(folder.path)/long.csv", atomically: true, encoding: .utf8)
    #expect(isStopped("data csv \(folder.path)/long.csv"))
    #expect(isStopped("data text \(folder.path)/long.csv"))
  }

  @Test func `singular values of a large matrix can be left`() {
    #expect(isStopped("print rank(h.weight)"))
  }
}
