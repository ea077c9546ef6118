import PtyKit
import Testing

@Suite struct PromptTests {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  @Test func `the prompt is shown once, colored, with the cursor behind it`() throws {
    let terminal = try sandbox.startProbe()
    #expect(terminal.screen.text == "initlab>")
    #expect(terminal.screen.style(row: 0, column: 0) == "1;32")
    #expect(terminal.screen.style(row: 0, column: 8) == "")
    #expect(terminal.screen.column == 9)
    #expect(terminal.screen.modes.contains(2004))
    #expect(!terminal.modes.echo && !terminal.modes.canonical)
  }

  @Test func `no color is asked for by a variable or by a word`() throws {
    let variable = try sandbox.startProbe(environment: ["NO_COLOR": "1"])
    #expect(variable.screen.style(row: 0, column: 0) == "")
    let word = try sandbox.startProbe(["colorless"])
    #expect(word.screen.style(row: 0, column: 0) == "")
  }

  @Test func `an empty NO_COLOR asks for nothing`() throws {
    let terminal = try sandbox.startProbe(environment: ["NO_COLOR": ""])
    #expect(terminal.screen.style(row: 0, column: 0) == "1;32")
  }

  @Test func `the right prompt gives way to the text and comes back`() throws {
    let terminal = try sandbox.start(Sandbox.probe, ["right"], columns: 40)
    try terminal.wait(for: "both prompts") {
      $0.lines[0].hasPrefix("initlab>") && $0.lines[0].hasSuffix("step 7")
    }
    terminal.send("1234567890123456789012345")
    try terminal.wait(for: "the text alone") { $0.lines[0] == "initlab> 1234567890123456789012345" }
    terminal.send(Key.control("U"))
    try terminal.wait(for: "both again") {
      $0.lines[0].hasPrefix("initlab>  ") && $0.lines[0].hasSuffix("step 7")
    }
  }

  @Test(arguments: ["screen-unheard-of", "xterm-kitty"])
  func `a terminal without a description is edited on as an xterm, and children see its name`(_ name: String)
    throws
  {
    let terminal = try sandbox.startProbe(environment: ["TERM": name])
    #expect(terminal.screen.text == "initlab>")
    try terminal.type("!echo $TER")
    try terminal.run("M", printing: name)
  }
}
