import PtyKit
import Testing

@Suite struct EditingTests {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  @Test func `an empty line gives the next prompt`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send(Key.enter)
    try terminal.expect("got:")
  }

  @Test(arguments: ["é", "σ", "日", "🙂"])
  func `a character is inserted in the middle, and backspace removes it whole`(_ character: String) throws {
    let terminal = try sandbox.startProbe()
    try terminal.type("hllo σ")
    terminal.send(String(repeating: Key.left, count: 5) + character)
    try terminal.expect(line: "initlab> h\(character)llo σ")
    terminal.send(Key.backspace + "e")
    try terminal.expect(line: "initlab> hello σ")
    try terminal.run("", printing: "got: hello σ")
  }

  @Test(arguments: ["C", nil, "xx_XX.ISO-8859-1"])
  func `UTF-8 arrives whatever the locale`(_ locale: String?) throws {
    let terminal = try sandbox.startProbe(environment: ["LANG": locale])
    try terminal.type("é日")
    try terminal.run("", printing: "got: é日")
  }

  @Test(arguments: [
    ("\u{1}X", "Xone two"), ("\u{1}\u{5}X", "one twoX"), ("\u{17}X", "one X"), ("\u{15}X", "X"),
    ("\u{1}\u{b}X", "X"), ("\u{17}\u{19}X", "one twoX"), ("\u{14}", "one tow"), ("\u{1b}bX", "one Xtwo"),
    ("\u{1}\u{1b}dX", "X two"), ("\u{1}\u{1b}fX", "oneX two"), ("\u{1b}[HX", "Xone two"),
    ("\u{1b}OH\u{1b}[FX", "one twoX"), ("\u{1b}[1~\u{1b}[3~", "ne two"), ("\u{1b}[1;5DX", "one Xtwo"),
    ("\u{1b}[H\u{1b}[1;5CX", "oneX two"), ("\u{1b}ODX", "one twXo"), ("\u{1b}[D\u{1b}[CX", "one twoX"),
  ])
  func `emacs keys do what they do in a shell`(_ keys: String, _ result: String) throws {
    let terminal = try sandbox.startProbe()
    try terminal.type("one two")
    terminal.send(keys)
    try terminal.expect(line: "initlab> \(result)")
  }

  @Test func `vi keys, and an escape alone, work after an editrc asks for them`() throws {
    sandbox.write(".editrc", "bind -v\n")
    let terminal = try sandbox.startProbe()
    try terminal.type("ab")
    terminal.send(Key.escape)
    try terminal.wait(for: "command mode") { $0.column == 10 }
    terminal.send("0x")
    try terminal.expect(line: "initlab> b")
    terminal.send("i" + Key.right + "c" + Key.enter)
    try terminal.expect("got: bc")
    terminal.send(Key.escape)
    terminal.send("k")
    try terminal.expect(line: "initlab> bc")
    terminal.send("$")  // libedit leaves its cursor before the buffer of an empty line
    terminal.send("dd$p")
    try terminal.expect(line: "initlab> bc")
    terminal.send("02rx")
    try terminal.expect(line: "initlab> xx")
    terminal.send("0x.")
    try terminal.expect(line: "initlab>")
    terminal.send("u")
    try terminal.expect(line: "initlab> x")
    terminal.send("0Rabc" + Key.enter)
    try terminal.expect("got: abc")
  }

  @Test(arguments: ["\u{1b}[1;9Z", "\u{1b}[99~", "\u{1b}OZ", "\u{1b}[<0;1;1M", "\u{1b}[I"])
  func `an unknown key inserts nothing`(_ sequence: String) throws {
    let terminal = try sandbox.startProbe()
    terminal.send("a\(sequence)b")
    try terminal.expect(line: "initlab> ab")
  }

  @Test func `bytes that are no text are shown as such, and end nothing`() throws {
    let terminal = try sandbox.startProbe()
    terminal.send(bytes: [0x61, 0x00, 0xff, 0xc3, 0x2e, 0xc2, 0x90, 0xe6, 0x97, 0x62])
    terminal.send(Key.enter)
    try terminal.expect("got: a\u{fffd}\u{fffd}.\u{fffd}b")
  }

  @Test(arguments: [5, 20, 80, 200])
  func `a line longer than the window is wide wraps and arrives whole`(_ columns: Int) throws {
    let terminal = try sandbox.start(Sandbox.probe, columns: columns, rows: 20)
    try terminal.wait(for: "a prompt") { $0.text.hasSuffix(">") }
    let text = String((0..<columns * 2).map { Character(Unicode.Scalar(UInt8(97 + $0 % 26))) })
    terminal.send(text + Key.control("A") + Key.control("E") + Key.enter)
    try terminal.wait(for: "the echo") {
      $0.text.replacing("\n", with: "").hasSuffix("got: \(text)initlab>")
        || $0.text.replacing("\n", with: "").hasSuffix("got:\(text)initlab>")
    }
  }

  @Test(arguments: [(24, 80), (5, 20)])
  func `a line taller than the window survives motion and typing`(_ rows: Int, _ columns: Int) throws {
    let terminal = try sandbox.startProbe(columns: columns, rows: rows)
    let tail = String(repeating: "y", count: columns + 5) + "z"
    terminal.send(String(repeating: "x", count: rows * columns + 100) + Key.control("A"))
    terminal.send("X" + Key.control("E") + tail + Key.enter)
    try terminal.wait(for: "the echo") { $0.currentLine == "initlab>" && $0.line(above: 1).hasSuffix("yz") }
  }

  @Test func `a resize wraps the line anew`() throws {
    let terminal = try sandbox.startProbe(columns: 60, rows: 10)
    try terminal.type("abcdefghijklmn")
    terminal.resize(columns: 20, rows: 10)
    terminal.send("X")
    try terminal.wait(for: "two rows") {
      $0.lines.contains("initlab> abcdefghijk") && $0.currentLine == "lmnX"
    }
    try terminal.run("", printing: "got: abcdefghijklmnX")
  }

  @Test func `resizes while typing lose nothing`() throws {
    let terminal = try sandbox.startProbe(columns: 60, rows: 10)
    for step in 0..<60 {
      terminal.resize(columns: 30 + step % 7 * 5, rows: 10)
      terminal.send("a")
    }
    terminal.resize(columns: 90, rows: 10)
    terminal.send(Key.enter)
    try terminal.expect("got: " + String(repeating: "a", count: 60) + "\n")
  }
}
