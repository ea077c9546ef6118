import Glibc
import PtyKit
import Testing

@Suite struct RestoreTests {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  private func expectRestored(_ terminal: PseudoTerminal) {
    #expect(terminal.modes.echo && terminal.modes.canonical)
    #expect(!terminal.screen.modes.contains(2004))
  }

  @Test(arguments: ["crash", "abort", "trap", "overflow"])
  func `a crash restores the terminal, says so, and ends by its signal`(_ how: String) throws {
    let terminal = try sandbox.startProbe()
    terminal.send(how + Key.enter)
    #expect(try terminal.exitStatus() > 128)
    expectRestored(terminal)
    #expect(terminal.screen.text.contains("the probe crashed"))
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT])
  func `a signal at the prompt restores the terminal`(_ number: Int32) throws {
    let terminal = try sandbox.startProbe()
    terminal.signal(number)
    #expect(try terminal.exitStatus() == 128 + number)
    expectRestored(terminal)
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func `a signal during a command restores the terminal`(_ number: Int32) throws {
    let terminal = try sandbox.startProbe()
    terminal.send("busy" + Key.enter)
    try terminal.wait(for: "the progress line") { $0.currentLine.hasPrefix("busy at step") }
    terminal.signal(number)
    #expect(try terminal.exitStatus() == 128 + number)
    expectRestored(terminal)
  }
}
