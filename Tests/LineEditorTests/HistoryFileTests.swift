import Foundation
import Testing

@testable import LineEditor

@Suite final class HistoryFileTests {
  let folder = FileManager.default.temporaryDirectory.appending(path: "history-\(UUID().uuidString)").path
  var path: String { folder + "/a/b/history" }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  private func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
  private func write(_ text: String) throws {
    try FileManager.default.createDirectory(atPath: folder + "/a/b", withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: false, encoding: .utf8)
  }

  @Test func `no file is no entries, and none is made`() throws {
    #expect(try HistoryFile(path: path, limit: 10).load() == [])
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test(arguments: ["a", "", "a\nb", "\\", "\\n", "a\\\nb\\\\n", "é日\n\n", "x\r\ny"])
  func `an entry comes back as it was`(_ entry: String) throws {
    let file = HistoryFile(path: path, limit: 10)
    try file.append("first")
    try file.append(entry)
    try file.append("last")
    #expect(try file.load() == ["first", entry, "last"].filter { !$0.isEmpty })
    #expect(try text().count { $0 == "\n" } == 3)
  }

  @Test func `twins in a row are one, twins apart are two`() throws {
    try write("a\na\nb\na\n")
    #expect(try HistoryFile(path: path, limit: 10).load() == ["a", "b", "a"])
  }

  @Test func `a torn last line does not take the next entry with it`() throws {
    try write("a\nhal")
    let file = HistoryFile(path: path, limit: 10)
    try file.append("b")
    #expect(try file.load() == ["a", "hal", "b"])
  }

  @Test func `a file far over its bound is shortened, one a little over it is left alone`() throws {
    let lines = (0..<21).map { "entry \($0)\n" }
    try write(lines.dropLast().joined())
    #expect(try HistoryFile(path: path, limit: 10).load() == (10..<20).map { "entry \($0)" })
    #expect(try text() == lines.dropLast().joined())
    try write(lines.joined())
    #expect(try HistoryFile(path: path, limit: 10).load() == (11..<21).map { "entry \($0)" })
    #expect(try text() == lines.suffix(10).joined())
    #expect(!FileManager.default.fileExists(atPath: path + ".new"))
  }

  @Test func `what the system refuses is said`() throws {
    try write("a\n")
    let below = HistoryFile(path: path + "/history", limit: 10)
    #expect(throws: SystemFailure(code: ENOTDIR)) { try below.append("b") }
    let failure = #expect(throws: SystemFailure.self) { try below.load() }
    #expect(failure?.description == "Not a directory")
  }

  @Test func `several writers lose and tear nothing`() async throws {
    let file = HistoryFile(path: path, limit: 10_000)
    try await withThrowingTaskGroup { group in
      for writer in 0..<8 {
        group.addTask {
          for entry in 0..<25 { try file.append("writer \(writer)\nentry \(entry)") }
        }
      }
      try await group.waitForAll()
    }
    let all = Set((0..<8).flatMap { writer in (0..<25).map { "writer \(writer)\nentry \($0)" } })
    #expect(try Set(file.load()) == all)
  }
}
