import PtyKit
import Testing

/// What `kill -9` leaves at any moment is the state after some command, bit for bit.
@Suite struct KillTests {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  private static let rounds = 100
  private static let program = Sandbox.program("initlab")
  /// Exact digits, so that equal text means equal bits.
  private static let look = "print step, sum(h1.weight * 1e9), sum(h1.bias * 1e9), lr"
  private static let network =
    "data moons n=40 noise=0.1; layer dense 6 tanh name=h1; layer dense; optimizer adam; batch 8"
  private static let commands = (0..<8).flatMap {
    ["step \(7 * $0 + 3)", "set h1.bias[\($0 % 6)] = \($0)/7", $0 % 2 == 0 ? "perturb h1 1e-3" : "init h1"]
  }

  private func start(_ arguments: [String] = []) throws -> PseudoTerminal {
    let terminal = try sandbox.start(Self.program, arguments)
    try terminal.wait(for: "the prompt") { $0.currentLine == "initlab>" }
    return terminal
  }

  /// What the session shows of itself; the mark keeps one look apart from the next.
  private func state(_ terminal: PseudoTerminal, mark: Int) throws -> String {
    terminal.send("echo begin\(mark); \(Self.look); echo end\(mark)" + Key.enter)
    try terminal.expect("\nend\(mark)\n")
    let text = terminal.screen.text
    guard let begin = text.range(of: "\nbegin\(mark)\n", options: .backwards),
      let end = text.range(of: "\nend\(mark)\n", options: .backwards)
    else { return "" }
    return String(text[begin.upperBound..<end.lowerBound])
  }

  @Test func `a session killed at a hundred moments is resumed as it was after one of its commands`() throws {
    let whole = try start()
    whole.send(Self.network + Key.enter)
    var known = [try state(whole, mark: 0)]
    for (place, command) in Self.commands.enumerated() {
      whole.send(command + Key.enter)
      known.append(try state(whole, mark: place + 1))
    }
    #expect(Set(known).count == known.count)
    whole.send(Key.control("D"))
    #expect(try whole.exitStatus() == 0)

    var generator = SystemRandomNumberGenerator()
    for round in 0..<Self.rounds {
      let terminal = try start()
      terminal.send(Self.network + Key.enter)
      _ = try state(terminal, mark: 1000 + round)
      terminal.send(Self.commands.joined(separator: Key.enter) + Key.enter)
      let end = ContinuousClock.now + .milliseconds(Int.random(in: 0...150, using: &generator))
      while ContinuousClock.now < end { terminal.turn() }
      terminal.signal(9)
      _ = try? terminal.exitStatus()
      let again = try start(["--resume"])
      let found = try state(again, mark: 2000 + round)
      #expect(known.contains(found), "round \(round): \(found)")
      again.send(Key.control("D"))
      #expect(try again.exitStatus() == 0)
    }
  }
}
