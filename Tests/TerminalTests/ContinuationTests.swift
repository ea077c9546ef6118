import PtyKit
import Testing

@Suite struct ContinuationTests {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  @Test(arguments: ["(", "[1,", "{", "a \\"])
  func `an open bracket or a trailing backslash asks for more, with a prompt of its own`(_ start: String)
    throws
  {
    let terminal = try sandbox.startProbe()
    terminal.send(start + Key.enter)
    let screen = try terminal.expect(line: "   ...>")
    #expect(screen.column == 8)
    #expect(screen.style(row: 1, column: 3) == "1;32")
  }

  @Test func `Ctrl-C drops the whole entry`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send("a (" + Key.enter)
    try terminal.expect(line: "   ...>")
    terminal.send(Key.control("C"))
    try terminal.expect("^C")
    try terminal.run("b", printing: "got: b")
    #expect(sandbox.read("state/probe/history") == "b\n")
  }

  @Test func `Ctrl-D drops it and says so, and the session goes on`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send("a (" + Key.enter)
    try terminal.expect(line: "   ...>")
    terminal.send(Key.control("D"))
    try terminal.expect("unfinished:")
    try terminal.run("b", printing: "got: b")
  }

  @Test func `a word on a later line is completed`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send("init (" + Key.enter)
    try terminal.expect(line: "   ...>")
    terminal.send("zer" + Key.tab + ")" + Key.enter)
    try terminal.expect("got: init (|zeros )")
  }
}
