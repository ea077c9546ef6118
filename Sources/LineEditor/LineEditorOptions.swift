/// How an editor looks and where it keeps its history.
package struct LineEditorOptions: Sendable {
  /// The name an editrc may use before a colon.
  package var program = "initlab"
  /// Before an entry's first line.
  package var prompt = "initlab> "
  /// Before its other lines.
  package var continuationPrompt = "   ...> "
  /// Whether the prompt and the candidates' summaries are styled.
  package var color = true
  /// The prompt's style, as the numbers of the terminal's SGR sequence.
  package var promptStyle = "1;32"
  /// Printed at Ctrl-D, so that the shell's prompt starts on a new line.
  package var farewell = "quit"
  /// The file of the history; without one it lives as long as the session.
  package var historyFile: String?
  /// How many entries are kept.
  package var historyLimit = 5000
  /// Written to standard error after a crash, with its newline.
  package var crashMessage: String?
  /// Where keys come from.
  package var input: Int32 = 0
  /// Where results go; the line is drawn here if it is a terminal.
  package var output: Int32 = 1
  /// Where messages go; the line is drawn here if the results are redirected.
  package var error: Int32 = 2
  /// The variables that matter.
  package var environment: TerminalEnvironment

  /// The usual look in the given environment.
  package init(environment: TerminalEnvironment) {
    self.environment = environment
  }
}
