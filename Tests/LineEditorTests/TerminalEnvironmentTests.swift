import Testing

@testable import LineEditor

@Suite struct TerminalEnvironmentTests {
  @Test func `the state folder is XDG's, else under the home folder, else nowhere`() {
    #expect(TerminalEnvironment().stateFolder(of: "p") == nil)
    #expect(TerminalEnvironment(["HOME": "/h"]).stateFolder(of: "p") == "/h/.local/state/p")
    let both = TerminalEnvironment(["HOME": "/h", "XDG_STATE_HOME": "/s"])
    #expect(both.stateFolder(of: "p") == "/s/p")
    let relative = TerminalEnvironment(["HOME": "/h", "XDG_STATE_HOME": "s"])
    #expect(relative.stateFolder(of: "p") == "/h/.local/state/p")
    #expect(TerminalEnvironment(["HOME": "h"]).stateFolder(of: "p") == nil)
  }

  @Test func `dumb terminals are those that take lines only`() {
    #expect(TerminalEnvironment().isDumb)
    for name in ["", "dumb", "emacs"] { #expect(TerminalEnvironment(["TERM": name]).isDumb) }
    for name in ["xterm", "unheard-of"] { #expect(!TerminalEnvironment(["TERM": name]).isDumb) }
  }

  @Test func `only a terminal with an entry is described`() {
    #expect(!TerminalEnvironment().isTerminalDescribed)
    #expect(!TerminalEnvironment(["TERM": "unheard-of"]).isTerminalDescribed)
    #expect(TerminalEnvironment(["TERM": "xterm"]).isTerminalDescribed)
  }

  @Test func `the editrc is the one that is named, else the one at home`() {
    #expect(TerminalEnvironment().editrc == nil)
    #expect(TerminalEnvironment(["HOME": "/h"]).editrc == "/h/.editrc")
    #expect(TerminalEnvironment(["HOME": "/h", "EDITRC": "/e"]).editrc == "/e")
  }
}

@Suite struct ConsoleTests {
  @Test func `color follows the choice, and where it is free, terminal and environment`() {
    for environment in [TerminalEnvironment(["TERM": "xterm"]), TerminalEnvironment(["NO_COLOR": "1"])] {
      let console = Console(output: -1, error: -1, environment: environment)
      #expect(console.colorsOutput(.always))
      #expect(!console.colorsOutput(.never))
      #expect(!console.colorsOutput(.auto))
    }
  }

  @Test func `a write that fails is remembered, and later ones are dropped`() {
    let console = Console(output: -1, error: -1, environment: TerminalEnvironment())
    console.write("")
    #expect(console.outputFailure == nil)
    console.write("x")
    #expect(console.outputFailure?.description == "Bad file descriptor")
    #expect(!console.isOutputClosed)
    console.writeMessage("dropped")
  }
}
