import PtyKit
import Testing

@Suite struct HistoryTests {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  @Test func `up and down walk through the entries and back to the unfinished line`() throws {
    let terminal = try sandbox.startProbe()
    try terminal.run("one", printing: "got: one")
    try terminal.run("two", printing: "got: two")
    try terminal.type("half")
    terminal.send(Key.down)  // on the fresh line there is nothing below
    terminal.send(Key.up)
    try terminal.expect(line: "initlab> two")
    terminal.send(Key.up + Key.up)
    try terminal.expect(line: "initlab> one")
    terminal.send(Key.down + Key.down)
    try terminal.expect(line: "initlab> half")
  }

  @Test func `an unfinished line of 3,000 characters comes back whole`() throws {
    let terminal = try sandbox.startProbe()
    try terminal.run("one", printing: "got: one")
    terminal.send(String(repeating: "y", count: 3000) + "z" + Key.up + Key.down + Key.enter)
    try terminal.wait(for: "the echo") { $0.currentLine == "initlab>" && $0.line(above: 1).hasSuffix("yz") }
  }

  @Test func `an entry is in the file before its command runs`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send("wait never" + Key.enter)
    try terminal.wait(for: "the command") { $0.text.contains("\nwaiting") }
    terminal.signal(9)
    #expect(try terminal.exitStatus() == 137)
    #expect(sandbox.read("state/probe/history") == "wait never\n")
    let next = try sandbox.startProbe()
    next.send(Key.up)
    try next.expect(line: "initlab> wait never")
  }

  @Test func `the folder and the file are the user's alone`() throws {
    let terminal = try sandbox.startProbe()
    try terminal.run("one", printing: "got: one")
    #expect(sandbox.permissions("state/probe") == 0o700)
    #expect(sandbox.permissions("state/probe/history") == 0o600)
  }

  @Test func `twins in a row, blank lines and lines that begin with a space are not kept`() throws {
    let terminal = try sandbox.startProbe()
    for line in ["one", "one", " secret", "", "two", "one"] {
      terminal.send(line + Key.enter)
      try terminal.expect(line.isEmpty ? "\ngot:\n" : "\ngot: \(line)\n")
      terminal.send(Key.control("L"))
      try terminal.wait(for: "a clear screen") { $0.text == "initlab>" }
    }
    terminal.send(Key.control("D"))
    _ = try terminal.exitStatus()
    #expect(sandbox.read("state/probe/history") == "one\ntwo\none\n")
  }

  @Test func `without XDG_STATE_HOME it is under the home folder, and without a home nowhere`() throws {
    let home = try sandbox.startProbe(environment: ["XDG_STATE_HOME": nil])
    try home.run("one", printing: "got: one")
    #expect(sandbox.read(".local/state/probe/history") == "one\n")
    let homeless = try sandbox.startProbe(environment: ["XDG_STATE_HOME": "relative", "HOME": nil])
    try homeless.run("two", printing: "got: two")
    #expect(sandbox.read("relative/probe/history") == nil)
  }

  @Test func `a folder that cannot be made gives one message, and the session goes on`() throws {
    sandbox.write("state", "a file where the folder should be")
    let terminal = try sandbox.startProbe(columns: 150)
    try terminal.run("one", printing: "got: one")
    try terminal.run("two", printing: "got: two")
    #expect(terminal.screen.lines.count { $0.contains("the history is not kept") } == 1)
    terminal.send(Key.up + Key.up)
    try terminal.expect(line: "initlab> one")
  }

  @Test func `several sessions share the file and keep lists of their own`() throws {
    let sessions = try (0..<3).map { _ in try sandbox.startProbe() }
    for round in 0..<5 {
      for (number, session) in sessions.enumerated() {
        session.send("entry \(round) of \(number)" + Key.enter)
      }
    }
    for (number, session) in sessions.enumerated() {
      try session.expect("got: entry 4 of \(number)")
      session.send(Key.up)
      try session.expect(line: "initlab> entry 4 of \(number)")
    }
    let kept = sandbox.read("state/probe/history")?.split(separator: "\n").map(String.init) ?? []
    #expect(Set(kept) == Set((0..<5).flatMap { round in (0..<3).map { "entry \(round) of \($0)" } }))
    #expect(kept.count == 15)
  }

  @Test func `an entry of several lines is recalled, edited and kept as one`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send("sum (1," + Key.enter)
    try terminal.expect(line: "   ...>")
    terminal.send("2)" + Key.enter)
    try terminal.expect("got: sum (1,|2)")
    #expect(sandbox.read("state/probe/history") == "sum (1,\\n2)\n")
    let next = try sandbox.startProbe()
    next.send(Key.up)
    try next.wait(for: "both lines") { $0.text == "initlab> sum (1,\n2)" }
    next.send(Key.backspace + "3)" + Key.enter)
    try next.expect("got: sum (1,|23)")
  }

  @Test func `Ctrl-R finds an entry, and Ctrl-C leaves the search`() throws {
    let terminal = try sandbox.startProbe()
    for line in ["one σ", "two", "h1[3]"] { try terminal.run(line, printing: "got: \(line)") }
    terminal.send(Key.control("R") + "σ")
    try terminal.wait(for: "the find") { $0.text.contains("initlab> one σ\nbck:σ") }
    terminal.send(Key.enter)
    try terminal.expect("two\ngot: two\n")
    terminal.send(Key.control("R") + "h1[")
    try terminal.wait(for: "a bracket") { $0.text.contains("bck:h1[") }
    terminal.send(Key.control("C"))
    try terminal.expect("^C")
    try terminal.run("three", printing: "got: three")
  }
}
