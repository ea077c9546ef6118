import Language
import LineEditor
import Session
import Text

/// The loop at the prompt: read, run, show, until Ctrl-D or `quit`.
final class Interactive: LineEditorDelegate {
  private let session: Session
  private let options: Options
  private let environment: TerminalEnvironment
  private let host: StandardHost
  private let output: Output
  private let console: Console

  init(
    _ session: Session, _ options: Options, _ environment: TerminalEnvironment, _ host: StandardHost,
    _ output: Output, _ console: Console
  ) {
    self.session = session
    self.options = options
    self.environment = environment
    self.host = host
    self.output = output
    self.console = console
  }

  /// Runs until the input ends.
  func run() -> ExitStatus {
    session.allowsPrefixes = true
    let reader = openReader()
    host.reader = reader
    defer { reader.close() }
    if !options.quiet, !options.json { output.show(Banner.document) }
    if !options.noStartupFile { runStartupFile() }
    while !session.isEnding {
      showProblems(of: reader)
      switch reader.readLine() {
      case .line(let text): run(text, reader)
      case .interrupted: continue
      case .unfinished, .endOfInput: return .success
      }
    }
    return .success
  }

  private func run(_ text: String, _ reader: any LineReader) {
    _ = session.run(SourceText(name: "input", text: text))
    reader.endCommand()
  }

  private func openReader() -> any LineReader {
    var settings = LineEditorOptions(environment: environment)
    settings.color = console.colorsOutput(options.color)
    settings.historyFile = environment.stateFolder(of: "initlab").map { $0 + "/history" }
    settings.crashMessage = "initlab: the program crashed; the terminal is restored\n"
    do throws(LineEditorError) {
      return try LineEditor(settings, delegate: self)
    } catch {
      return PlainReader(settings, delegate: self)
    }
  }

  private func runStartupFile() {
    guard let path = ProcessEnvironment.startupFile, ScriptFile.exists(path) else { return }
    do throws(Diagnostic) {
      _ = session.run(try ScriptFile.read(path))
    } catch {
      output.show(.failed(command: "", error))
    }
  }

  private func showProblems(of reader: any LineReader) {
    for problem in reader.takeProblems() { output.warn("\(problem)") }
  }

  func completions(for text: String, cursor: Int) -> CompletionList {
    let completion = session.completions(for: text, cursor: cursor)
    return CompletionList(
      replaced: completion.replaced,
      candidates: completion.candidates.map {
        .init($0.text, label: $0.label, summary: $0.summary, suffix: $0.suffix)
      })
  }

  func isComplete(_ text: String) -> Bool { session.isComplete(text) }
}
