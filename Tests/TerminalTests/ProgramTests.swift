import PtyKit
import Testing

@Suite struct ProgramTests {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  private static let program = Sandbox.program("initlab")
  private static let network = "data xor; layer dense 8 tanh; layer dense 1"

  private func start(environment: [String: String?] = [:]) throws -> PseudoTerminal {
    let terminal = try sandbox.start(Self.program, environment: environment)
    try terminal.expect(line: "initlab>")
    return terminal
  }

  @Test func `a session prints, echoes and ends with Ctrl-D`() throws {
    let terminal = try start()
    try terminal.run("print 1+1", printing: "2")
    try terminal.run("echo hello", printing: "hello")
    terminal.send(Key.control("D"))
    #expect(try terminal.exitStatus() == 0)
    #expect(terminal.modes.echo && terminal.modes.canonical)
  }

  @Test func `an error is shown, and the prompt returns`() throws {
    let terminal = try start()
    terminal.send("prinnt 1" + Key.enter)
    try terminal.expect("did you mean `print`?")
    try terminal.run("print 1+1", printing: "2")
  }

  @Test func `a block goes on behind a prompt of its own`() throws {
    let terminal = try start()
    terminal.send("repeat 2 {" + Key.enter)
    try terminal.expect(line: "   ...>")
    terminal.send("echo again" + Key.enter + "}" + Key.enter)
    try terminal.expect("\nagain\nagain\n")
  }

  @Test func `commands are completed`() throws {
    let terminal = try start()
    terminal.send("hel" + Key.tab)
    try terminal.wait(for: "the command") { $0.currentLine == "initlab> help" && $0.column == 14 }
  }

  @Test func `Ctrl-C stops training between two steps, and the session goes on`() throws {
    let terminal = try start()
    terminal.send(Self.network + Key.enter)
    try terminal.expect("9 weights\ninitlab>")
    terminal.send("step 1000000000000" + Key.enter)
    try terminal.wait(for: "the progress line") { $0.currentLine.hasPrefix("step ") }
    terminal.send(Key.control("C"))
    try terminal.wait(for: "the prompt") { $0.currentLine == "initlab>" }
    try terminal.run("print 1+1", printing: "2")
  }

  @Test func `the history is kept under the state folder before a command runs`() throws {
    let terminal = try start()
    try terminal.run("echo kept", printing: "kept")
    #expect(sandbox.read("state/initlab/history") == "echo kept\n")
  }

  @Test func `a dumb terminal gets no escape`() throws {
    let terminal = try start(environment: ["TERM": "dumb"])
    try terminal.run("print 1+1", printing: "2")
    #expect(!terminal.received.contains(0x1b))
  }

  @Test(arguments: ["echo 'print 1+1' | $PROGRAM", "$PROGRAM -c 'print 1+1'"])
  func `a script has no prompt, no banner and no escape`(_ line: String) throws {
    let terminal = try sandbox.start("/bin/sh", ["-c", line], environment: ["PROGRAM": Self.program])
    #expect(try terminal.exitStatus() == 0)
    #expect(terminal.screen.text == "2")
    #expect(!terminal.received.contains(0x1b))
  }
}
