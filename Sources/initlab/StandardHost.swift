import LineEditor
import Session

/// The program around a session: output, progress, shell, interrupts.
final class StandardHost: SessionHost {
  private let output: Output
  private let console: Console
  /// The reader that owns the terminal, once there is one.
  weak var reader: (any LineReader)?
  /// Where commands are kept; nil when nobody types them.
  var journal: Journal?
  /// Whether only what is wrong is shown.
  var isSilent = false

  init(_ output: Output, console: Console) {
    self.output = output
    self.console = console
  }

  func receive(_ event: SessionEvent) {
    switch event {
    case .began: console.beginProgress()
    case .finished, .failed, .stopped: console.endProgress()
    }
    if isSilent, event.diagnostic == nil { return }
    output.show(event)
  }

  func showProgress(_ text: @autoclosure () -> String) {
    console.showProgress(text())
  }

  func keep(_ commands: String) { journal?.append(commands) }

  func runShell(_ command: String) -> Int32? {
    switch (reader ?? PlainReader(LineEditorOptions(environment: .ofProcess()))).runShell(command) {
    case .exited(let status): status
    case .killed(let signal): 128 + signal
    case .failed: nil
    }
  }

  var history: [String] { reader?.history ?? [] }

  var interruptFlag: UnsafePointer<Int32> { Interrupts.flag }
}
