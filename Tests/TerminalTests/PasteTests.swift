import PtyKit
import Testing

@Suite struct PasteTests {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  @Test func `pasted lines run one by one, a tab is a tab, an open bracket goes on`() throws {
    let terminal = try sandbox.startProbe(columns: 60, rows: 60)
    terminal.send(Key.paste((1...18).map { "line \($0)\n" }.joined() + "sum (a,\n\tb)\nend\n"))
    let screen = try terminal.expect("got: end")
    #expect(screen.lines.filter { $0.hasPrefix("got: line ") } == (1...18).map { "got: line \($0)" })
    #expect(screen.text.contains("initlab> line 7\ngot: line 7\ninitlab> line 8\n"))
    #expect(screen.text.contains("got: sum (a,|   b)"))
  }

  @Test func `what is pasted without a last newline waits to be edited`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send(Key.paste("one\ntwo"))
    try terminal.expect("got: one", line: "initlab> two")
  }

  @Test func `carriage return and newline count once`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send("\u{1b}[200~one\r\ntwo\r\n\u{1b}[201~")
    let screen = try terminal.expect("got: two")
    #expect(screen.text == "initlab> one\ngot: one\ninitlab> two\ngot: two\ninitlab>")
  }

  @Test func `a terminal that does not mark pastes works too`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send("one\rtwo\r")
    try terminal.expect("initlab> two\ngot: two")
  }

  @Test func `a hundred thousand characters arrive whole`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send(Key.paste(String(repeating: "x", count: 100_000) + "y") + Key.enter)
    try terminal.wait(for: "the echo") { $0.currentLine == "initlab>" && $0.line(above: 1).hasSuffix("xy") }
  }

  @Test func `what is typed during a command is shown once, after it`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send("wait go" + Key.enter)
    try terminal.wait(for: "the command") { $0.text.contains("\nwaiting") }
    terminal.send("ahead" + Key.enter)
    try terminal.wait(for: "the keys to be sent") { _ in true }
    sandbox.write("go", "")
    let screen = try terminal.expect("got: ahead")
    #expect(screen.text == "initlab> wait go\nwaiting\nfound\ninitlab> ahead\ngot: ahead\ninitlab>")
  }

  @Test func `what is typed ahead of quit belongs to the shell`() throws {
    let shell = try sandbox.startShell()
    shell.send("$PROBE" + Key.enter)
    try shell.expect(line: "initlab>")
    shell.send("quit\recho from the sh''ell\r")
    try shell.expect("\nfrom the shell\n", line: "SH$")
  }

  @Test func `what is typed ahead of a child belongs to the child`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send("!head -1 | tr a-z A-Z\rhello\r")
    try terminal.expect("HELLO")
    try terminal.run("ok", printing: "got: ok")
  }
}
