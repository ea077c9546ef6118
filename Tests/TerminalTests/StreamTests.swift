import PtyKit
import Testing

@Suite struct StreamTests {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  /// Runs a line of the shell on a terminal to its end.
  private func shell(_ line: String, environment: [String: String?] = [:]) throws -> PseudoTerminal {
    var environment = environment
    environment["PROBE"] = Sandbox.probe
    return try sandbox.start("/bin/sh", ["-c", line], environment: environment)
  }

  @Test(arguments: ["dumb", "emacs", "", nil])
  func `a terminal that cannot be edited on gets plain lines and no escape`(_ name: String?) throws {
    let terminal = try sandbox.startProbe(environment: ["TERM": name])
    #expect(terminal.modes.canonical && terminal.modes.echo)
    try terminal.run("hé", printing: "got: hé")
    terminal.send("half")
    try terminal.expect(line: "initlab> half")
    terminal.send(Key.control("C"))
    try terminal.expect("half^C")
    terminal.send("a é" + Key.backspace + "(" + Key.enter)
    try terminal.expect(line: "   ...>")
    terminal.send("b)" + Key.enter)
    try terminal.expect("got: a (|b)")
    terminal.send(Key.control("D"))
    #expect(try terminal.exitStatus() == 0)
    #expect(!terminal.received.contains(0x1b))
  }

  @Test func `a command on a dumb terminal is interrupted`() throws {
    let terminal = try sandbox.startProbe(environment: ["TERM": "dumb"])
    terminal.send("wait never" + Key.enter)
    try terminal.wait(for: "the command") { $0.text.contains("\nwaiting") }
    terminal.send(Key.control("C"))
    try terminal.expect("stopped")
  }

  @Test(arguments: ["$PROBE < in > out", "cat in | $PROBE > out"])
  func `input from a file or a pipe has no prompt and no escape`(_ line: String) throws {
    sandbox.write("in", "one\ntwo (\nthree)\r\nlast")
    let terminal = try shell(line)
    #expect(try terminal.exitStatus() == 0)
    #expect(sandbox.read("out") == "got: one\ngot: two (|three)\ngot: last\n")
    #expect(terminal.received.isEmpty)
  }

  @Test func `an empty input ends at once`() throws {
    let terminal = try shell("$PROBE < /dev/null")
    #expect(try terminal.exitStatus() == 0)
    #expect(terminal.received.isEmpty)
  }

  @Test func `with results in a file the line is edited on standard error`() throws {
    let terminal = try shell("$PROBE > out")
    try terminal.expect(line: "initlab>")
    terminal.send("hllo" + Key.left + Key.left + Key.left + "e")
    try terminal.expect(line: "initlab> hello")
    terminal.send(Key.enter + Key.control("D"))
    #expect(try terminal.exitStatus() == 0)
    #expect(sandbox.read("out") == "got: hello\n")
  }

  @Test func `messages in a file hold no progress`() throws {
    let terminal = try shell("$PROBE 2> messages")
    try terminal.expect(line: "initlab>")
    terminal.send("wait go" + Key.enter)
    try terminal.wait(for: "the command") { $0.text.contains("\nwaiting") }
    sandbox.write("go", "")
    try terminal.expect("found")
    terminal.send(Key.control("D"))
    #expect(try terminal.exitStatus() == 0)
    #expect(sandbox.read("messages") == "")
  }

  @Test func `a reader that goes away ends the output quietly`() throws {
    let terminal = try shell("echo loud 100000 | $PROBE | head -1")
    #expect(try terminal.exitStatus() == 0)
    #expect(terminal.screen.text == "line 0")
  }

  @Test func `the width is the window's, or 80 where there is none`() throws {
    let terminal = try sandbox.startProbe(columns: 57)
    try terminal.run("width", printing: "width 57")
    terminal.resize(columns: 44, rows: 24)
    try terminal.run("width", printing: "width 44")
    let file = try shell("echo width | $PROBE > out")
    _ = try file.exitStatus()
    #expect(sandbox.read("out") == "width 80\n")
  }
}
