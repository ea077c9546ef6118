import Foundation
import PtyKit
import Testing

/// A session that was killed comes back, bit for bit.
@Suite struct ResumeTests {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  private static let program = Sandbox.program("initlab")
  private static let kill: Int32 = 9
  /// Exact digits, so that equal text means equal bits.
  private static let look = "print sum(h1.weight * 1e9), step, h1.bias"

  private func start(_ arguments: [String] = []) throws -> PseudoTerminal {
    let terminal = try sandbox.start(Self.program, arguments)
    try terminal.expect(line: "initlab>")
    return terminal
  }

  /// What the session shows of itself.
  private func state(_ terminal: PseudoTerminal, mark: String) throws -> String {
    terminal.send(Self.look + "; echo end\(mark)" + Key.enter)
    try terminal.expect("\nend\(mark)\n")
    let text = terminal.screen.text
    let start = text.range(of: "sum(h1.weight", options: .backwards)
    return String(text[(start?.lowerBound ?? text.startIndex)...])
  }

  @Test(arguments: [1, 2, 3]) func `after a kill the session is resumed as it was`(round: Int) throws {
    let terminal = try start()
    terminal.send("data xor; layer dense 6 tanh name=h1; layer dense 1; optimizer adam" + Key.enter)
    try terminal.wait(for: "the network") { $0.currentLine == "initlab>" && $0.row > 2 }
    for step in 1...round {
      terminal.send("step \(step * 37); set h1.bias[\(step)] = 1/3; echo did\(step)" + Key.enter)
      try terminal.expect("\ndid\(step)\n")
    }
    let before = try state(terminal, mark: "a")
    // Killed in the middle of training: what was whole stays.
    terminal.send("step 1000000000000" + Key.enter)
    try terminal.wait(for: "the progress line") { $0.currentLine.contains("step") && $0.column > 0 }
    terminal.signal(Self.kill)
    _ = try? terminal.exitStatus()

    let again = try sandbox.start(Self.program, ["--resume"])
    try again.expect("resumed")
    try again.wait(for: "the prompt") { $0.currentLine == "initlab>" }
    let after = try state(again, mark: "a")
    #expect(before == after)
    again.send(Key.control("D"))
    #expect(try again.exitStatus() == 0)
  }

  @Test func `without a session to resume it says so`() throws {
    let terminal = try sandbox.start(Self.program, ["--resume"])
    try terminal.expect("there is no session to resume")
    try terminal.wait(for: "the prompt") { $0.currentLine == "initlab>" }
  }
}
