import PtyKit
import Testing

@Suite struct CompletionTests {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  @Test(arguments: [
    ("bu", "busy X"), ("init z", "init zeros X"), ("option e", "option every=X"), ("init ét", "init été X"),
  ])
  func `the only candidate is completed with its suffix`(_ typed: String, _ result: String) throws {
    let terminal = try sandbox.startProbe()
    terminal.send(typed + Key.tab + "X")
    try terminal.expect(line: "initlab> \(result)")
  }

  @Test func `no candidate rings the bell and changes nothing`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send("xyz" + Key.tab)
    try terminal.wait(for: "a bell") { $0.bells == 1 && $0.text == "initlab> xyz" }
  }

  @Test func `the common beginning comes first, then the list with dim summaries`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send("init he" + Key.tab)
    try terminal.wait(for: "the beginning") { $0.currentLine == "initlab> init he_" && $0.bells == 1 }
    terminal.send(Key.tab)
    let screen = try terminal.expect(
      "he_normal   normal, std = sqrt(2 / fan_in)\nhe_uniform  uniform, the same variance\n",
      line: "initlab> init he_")
    #expect(screen.column == 17)
    #expect(screen.style(row: 1, column: 3) == "")
    #expect(screen.style(row: 1, column: 14) == "2")
    terminal.send("n" + Key.tab + Key.enter)
    try terminal.expect("got: init he_normal")
  }

  @Test(arguments: [
    (20, "he_normal\nhe_uniform"), (40, "he_normal   normal, std = sqrt(2 / fan_\nhe_uniform  "),
  ])
  func `summaries are cut to the window, or left out where there is no room`(_ columns: Int, _ list: String)
    throws
  {
    let terminal = try sandbox.startProbe(columns: columns)
    terminal.send("init he_" + Key.tab)
    try terminal.wait(for: "the list") { $0.text.contains(list) && $0.currentLine.hasSuffix("he_") }
  }

  @Test func `candidates share a beginning in characters, not in bytes`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send("load α" + Key.tab)
    try terminal.expect(line: "initlab> load αβ")
    terminal.send(Key.tab)
    try terminal.expect("αβγ.csv  αβδ.csv\n", line: "initlab> load αβ")
  }

  @Test func `a list longer than the window is cut, and the line is below it`() throws {
    let terminal = try sandbox.startProbe(columns: 30, rows: 12)
    terminal.send("many name" + Key.tab)
    try terminal.expect("... type more to shorten", line: "initlab> many name")
  }

  @Test func `in the middle of a wrapped line the list is below it and the cursor comes back`() throws {
    let terminal = try sandbox.startProbe(columns: 30, rows: 20)
    let rest = String(repeating: "r", count: 50)
    terminal.send(
      "init  " + rest + Key.control("A") + String(repeating: Key.right, count: 5) + "he_" + Key.tab)
    try terminal.wait(for: "the list") { $0.text.contains("he_normal") && $0.text.hasSuffix("rrr") }
    terminal.send("n" + Key.tab + Key.enter)
    try terminal.wait(for: "the echo") {
      $0.text.replacing("\n", with: "").contains("got: init he_normal \(rest)initlab>")
    }
  }

  @Test func `a space that stands there already is stepped over`() throws {
    let terminal = try sandbox.startProbe()
    try terminal.type("init z x")
    terminal.send(Key.left + Key.left + Key.tab + "Y")
    try terminal.expect(line: "initlab> init zeros Yx")
  }
}
