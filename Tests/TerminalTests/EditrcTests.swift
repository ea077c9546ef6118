import PtyKit
import Testing

@Suite struct EditrcTests {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  @Test func `the user's keys work, for this program and not for another`() throws {
    sandbox.write(
      ".editrc",
      """
      # mine
      bind ^T ed-move-to-beg
      bind -e
      bind ^T ed-move-to-beg
      initlab:bind "\\e[1;9Z" ed-move-to-end
      other:bind ^A ed-unassigned
      """)
    let terminal = try sandbox.startProbe()
    #expect(terminal.screen.text == "initlab>")
    try terminal.type("ab")
    terminal.send(Key.control("T") + "X\u{1b}[1;9ZY" + Key.control("A") + "Z")
    try terminal.expect(line: "initlab> ZXabY")
    terminal.send(Key.control("U") + "in" + Key.tab)
    try terminal.wait(for: "our own keys after bind -e") { $0.bells > 0 }
  }

  @Test func `what is not understood is reported with its line, and the rest holds`() throws {
    sandbox.write(".editrc", "bind \"x\nnonsense\n\nbind ^T ed-move-to-beg\n")
    let terminal = try sandbox.startProbe(columns: 120)
    let text = terminal.screen.text
    #expect(text.contains(".editrc:1: not understood: `bind \"x`"))
    #expect(text.contains(".editrc:2: not understood: `nonsense`"))
    try terminal.type("ab")
    terminal.send(Key.control("T") + "X")
    try terminal.expect(line: "initlab> Xab")
  }

  @Test func `EDITRC names another file, and edit off gives a plain prompt`() throws {
    sandbox.write("keys", "edit off\n")
    let terminal = try sandbox.startProbe(environment: ["EDITRC": sandbox.path + "/keys"])
    #expect(terminal.modes.canonical && terminal.modes.echo)
    try terminal.run("hello", printing: "got: hello")
  }
}
