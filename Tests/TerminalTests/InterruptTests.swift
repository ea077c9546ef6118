import PtyKit
import Testing

@Suite struct InterruptTests {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  @Test func `Ctrl-C at the prompt drops the line`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send(Key.control("C"))
    try terminal.wait(for: "a new prompt") { $0.text == "initlab> ^C\ninitlab>" }
    try terminal.type("half")
    terminal.send(Key.control("C"))
    try terminal.wait(for: "a new prompt") { $0.text.hasSuffix("initlab> half^C\ninitlab>") }
    try terminal.run("ok", printing: "got: ok")
  }

  /// Ctrl-C throws away what was typed, also what the reader has seen and not read yet.
  @Test(arguments: [[], ["plain"]])
  func `Ctrl-C between the look for bytes and their read is not lost`(_ arguments: [String]) throws {
    let terminal = try sandbox.startProbe(arguments, environment: ["PROBE_READ_GAP": "300"])
    terminal.send("half" + (arguments.isEmpty ? "" : Key.enter))
    // Up to 0.2 s, in which the reader sees it; it reads after 0.3.
    for _ in 0..<10 { terminal.turn() }
    terminal.send(Key.control("C"))
    try terminal.wait(for: "a second prompt") {
      $0.text.split(separator: "initlab>", omittingEmptySubsequences: false).count == 3
        && $0.currentLine == "initlab>"
    }
    try terminal.run("ok", printing: "got: ok")
  }

  @Test func `Ctrl-C in the middle of a wrapped line goes below it first`() throws {
    let terminal = try sandbox.startProbe(columns: 24, rows: 8)
    terminal.send("012345678901234567890123456" + Key.control("A"))
    try terminal.wait(for: "the line, the cursor at its start") {
      $0.row == 0 && $0.column == 9 && $0.lines[1] == "567890123456"
    }
    terminal.send(Key.control("C"))
    try terminal.wait(for: "a new prompt") {
      $0.text == "initlab> 012345678901234\n567890123456^C\ninitlab>"
    }
  }

  @Test func `Ctrl-C in vi's search leaves it`() throws {
    sandbox.write(".editrc", "bind -v\n")
    let terminal = try sandbox.startProbe()
    try terminal.run("one", printing: "got: one")
    terminal.send(Key.escape)
    terminal.send("/on")
    try terminal.wait(for: "the search") { $0.currentLine == "/on" }
    terminal.send(Key.control("C"))
    try terminal.expect("^C")
    try terminal.run("two", printing: "got: two")
  }

  @Test func `Ctrl-C in a command raises the flag, and the progress line goes`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send("busy" + Key.enter)
    try terminal.wait(for: "the progress line") { $0.currentLine.hasPrefix("busy at step") }
    terminal.send(Key.control("C"))
    let screen = try terminal.expect("stopped")
    #expect(screen.text == "initlab> busy\nstopped\ninitlab>")
    try terminal.run("ok", printing: "got: ok")
  }

  @Test func `Ctrl-C in a pasted block drops the rest of it`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send(Key.paste("busy\nsecond\n"))
    try terminal.wait(for: "the progress line") { $0.currentLine.hasPrefix("busy at step") }
    terminal.send(Key.control("C"))
    try terminal.expect("stopped")
    let screen = try terminal.run("third", printing: "got: third")
    #expect(!screen.text.contains("second"))
  }

  @Test func `a command that is deaf to Ctrl-C ends with the third one, the terminal restored`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send("deaf" + Key.enter)
    try terminal.wait(for: "the command") { $0.text.contains("\ndeaf") }
    for _ in 0..<500 where !terminal.modes.echo {
      terminal.send(Key.control("C"))
      terminal.turn()  // sends it
      terminal.turn()  // waits for what comes of it
    }
    #expect(try terminal.exitStatus() == 130)
    #expect(terminal.modes.canonical)
  }

  @Test func `Ctrl-D on an empty line says quit and ends`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send(Key.control("D"))
    #expect(try terminal.exitStatus() == 0)
    #expect(terminal.screen.lines[0] == "initlab> quit")
    #expect(terminal.screen.row == 1)
    #expect(terminal.modes.echo && terminal.modes.canonical && !terminal.screen.modes.contains(2004))
  }

  @Test func `Ctrl-D in a line does not end`() throws {
    let terminal = try sandbox.startProbe()
    try terminal.type("ab")
    terminal.send(Key.left + Key.control("D"))
    try terminal.expect(line: "initlab> a")
  }
}
