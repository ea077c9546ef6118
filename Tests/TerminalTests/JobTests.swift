import PtyKit
import Testing

@Suite struct JobTests {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  @Test func `Ctrl-Z gives the terminal back as it was, and fg brings line and cursor back`() throws {
    let shell = try sandbox.startShell()
    shell.send("stty -a > before; $PROBE" + Key.enter)
    try shell.expect(line: "initlab>")
    try shell.type("half")
    shell.send(Key.control("Z"))
    try shell.expect("Stopped", line: "SH$")
    shell.send("stty -a > stopped; fg" + Key.enter)
    try shell.wait(for: "the line again") { $0.currentLine == "initlab> half" && $0.column == 13 }
    shell.send("way" + Key.enter)
    try shell.expect("got: halfway")
    shell.send(Key.control("D"))
    try shell.expect("quit", line: "SH$")
    shell.send("stty -a > after; cmp before after && cmp before stopped && echo sa''me" + Key.enter)
    try shell.expect("\nsame\n", line: "SH$")
  }

  @Test func `a command is stopped and goes on`() throws {
    let shell = try sandbox.startShell()
    shell.send("$PROBE" + Key.enter)
    try shell.expect(line: "initlab>")
    shell.send("wait go" + Key.enter)
    try shell.wait(for: "the command") { $0.text.contains("\nwaiting") }
    shell.send(Key.control("Z"))
    try shell.expect("Stopped", line: "SH$")
    sandbox.write("go", "")
    shell.send("fg" + Key.enter)
    try shell.expect("found")
    try shell.run("ok", printing: "got: ok")
  }

  @Test func `a stopped session can be killed`() throws {
    let shell = try sandbox.startShell()
    shell.send("$PROBE" + Key.enter)
    try shell.expect(line: "initlab>")
    shell.send(Key.control("Z"))
    try shell.expect("Stopped", line: "SH$")
    shell.send("kill %1; wait; echo go''ne" + Key.enter)
    try shell.expect("\ngone\n", line: "SH$")
    #expect(!shell.screen.text.contains("tty output"))
  }

  @Test func `without job control Ctrl-Z does nothing`() throws {
    let terminal = try sandbox.startProbe()
    try terminal.type("half")
    terminal.send(Key.control("Z"))
    terminal.send("way" + Key.enter)
    try terminal.expect("got: halfway")
  }

  @Test func `a child has the terminal as the user had it, and may break it`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send("!stty -a > child; stty raw -echo; exit 3" + Key.enter)
    try terminal.expect("exited(3)")
    #expect(sandbox.read("child")?.contains(" icanon") == true)
    #expect(sandbox.read("child")?.contains(" echo ") == true)
    try terminal.run("ok", printing: "got: ok")
    terminal.send(Key.control("D"))
    _ = try terminal.exitStatus()
    #expect(terminal.modes.echo && terminal.modes.canonical)
  }

  @Test func `Ctrl-C in a child is the child's`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send("!echo here; exec sleep 100" + Key.enter)
    try terminal.wait(for: "the child") { $0.line(above: 1) == "here" }
    terminal.send(Key.control("C"))
    try terminal.expect("killed(2)")
    try terminal.run("ok", printing: "got: ok")
  }
}
