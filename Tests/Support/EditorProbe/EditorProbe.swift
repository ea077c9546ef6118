import CGap
import LineEditor

/// A small program around the line editor, for tests: it repeats what it reads and has a few commands.
///
/// Words after its name: `plain` takes the plain reader, `colorless` leaves styles out, `right` shows a
/// right prompt.
@main
struct EditorProbe {
  static func main() {
    gap_use()
    let environment = TerminalEnvironment.ofProcess()
    let console = Console(environment: environment)
    var options = LineEditorOptions(environment: environment)
    options.color = console.colorsMessages(CommandLine.arguments.contains("colorless") ? .never : .auto)
    options.historyFile = environment.stateFolder(of: "probe").map { $0 + "/history" }
    options.crashMessage = "the probe crashed\n"
    let language = ProbeLanguage()
    let reader = reader(options, language)
    let commands = ProbeCommands(console: console, reader: reader)
    while !commands.hasQuit {
      for problem in reader.takeProblems() { console.writeMessage("note: \(problem)\n") }
      switch reader.readLine() {
      case .line(let text):
        commands.run(text)
        reader.endCommand()
      case .interrupted: break
      case .unfinished(let text): console.writeMessage("unfinished: \(text.count)\n")
      case .endOfInput: commands.hasQuit = true
      }
    }
    reader.close()
  }

  private static func reader(_ options: LineEditorOptions, _ language: ProbeLanguage) -> any LineReader {
    guard !CommandLine.arguments.contains("plain"),
      let editor = try? LineEditor(options, delegate: language)
    else { return PlainReader(options, delegate: language) }
    if CommandLine.arguments.contains("right") { editor.rightPrompt = "step 7" }
    return editor
  }
}
