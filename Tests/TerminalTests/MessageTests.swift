import PtyKit
import Testing

/// Messages on a terminal that is narrower than they are.
@Suite struct MessageTests {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  private static let mistake = "data xor; layer dense 8 tanhh; layer dense 1"
  private static let unbroken =
    "-c:1:25: error: no activation is called `tanhh` [unknown-activation]\n"

  /// Runs a line of the shell, on a terminal of 60 columns, to its end.
  private func shell(_ line: String) throws -> PseudoTerminal {
    try sandbox.start(
      "/bin/sh", ["-c", line], columns: 60,
      environment: ["PROGRAM": Sandbox.program("initlab"), "MISTAKE": Self.mistake])
  }

  @Test func `a message is wrapped at words to the width of the terminal`() throws {
    let terminal = try shell("$PROGRAM -c \"$MISTAKE\" > out")
    #expect(try terminal.exitStatus() == 1)
    #expect(
      terminal.screen.text == """
        -c:1:25: error: no activation is called `tanhh`
            [unknown-activation]
          data xor; layer dense 8 tanhh; layer dense 1
                                  ^~~~~ not in the table
          help: did you mean `tanh`? `help activations` lists all
        """)
  }

  @Test func `what the program says of itself is wrapped, too`() throws {
    let terminal = try sandbox.start(
      Sandbox.program("initlab"), columns: 40, environment: ["XDG_STATE_HOME": "/dev/null/state"])
    try terminal.expect("initlab: no journal is kept: the state\nfolder cannot be written\n")
  }

  @Test func `a window that was resized has its new width`() throws {
    let terminal = try sandbox.start(Sandbox.program("initlab"), columns: 100)
    try terminal.expect(line: "initlab>")
    terminal.resize(columns: 60, rows: 24)
    terminal.send("layer dense 8 tanhh" + Key.enter)
    try terminal.expect("`tanhh`\n    [unknown-activation]\n")
  }

  @Test(arguments: ["$PROGRAM -c \"$MISTAKE\" 2> err", "$PROGRAM -c \"$MISTAKE\" > out 2> err"])
  func `a message in a file is not wrapped, wherever results go`(_ line: String) throws {
    #expect(try shell(line).exitStatus() == 1)
    #expect(sandbox.read("err")?.hasPrefix(Self.unbroken) == true)
  }

  @Test func `beside lines of JSON nothing is wrapped`() throws {
    let terminal = try shell("$PROGRAM --json --color never -c \"$MISTAKE\" > out")
    #expect(try terminal.exitStatus() == 1)
    #expect(terminal.received.starts(with: Self.unbroken.dropLast().utf8))
  }
}
