import Foundation
import Session
import Testing

@testable import Language

/// Every lesson of `examples/` runs, holds what it expects, and opens with a question.
@Suite struct LessonTests {
  private static let lessons = Repository.files(in: "examples", ending: ".lab")

  @Test func `there are lessons`() { #expect(Self.lessons.count >= 7) }

  @Test(arguments: lessons) func `a lesson runs to its end from the repository's root`(name: String) throws {
    try expectSuccess(of: "examples/\(name)")
  }

  @Test(arguments: lessons) func `a lesson asks, and ends in an expectation`(name: String) throws {
    let lines = try Repository.text("examples/\(name)").split(separator: "\n")
    #expect(lines.first?.hasPrefix("# ") == true && lines.first?.hasSuffix("?") == true, "\(name)")
    #expect(lines.last { !$0.hasPrefix("#") }?.contains(/^(expect|plot|\})/) == true, "\(name)")
    #expect(lines.contains { $0.hasPrefix("expect ") }, "\(name)")
  }

  private func expectSuccess(of path: String) throws {
    let test = TestSession()
    let (outcome, events) = test.run(try Repository.text(path), name: path)
    let failures = events.compactMap { event -> String? in
      event.diagnostic == nil ? nil : Rendering.text(event)
    }
    #expect(outcome == .completed, "\(failures.joined())")
  }
}
