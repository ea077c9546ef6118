import Language
import LineEditor
import Session
import Text

/// Turns events into lines on standard output and standard error.
final class Output {
  private let console: Console
  private let options: Options
  private let renderOptions: () -> RenderOptions
  private let diagnostics: () -> DiagnosticRenderer

  init(_ options: Options, console: Console, unicode: Bool) {
    self.console = console
    self.options = options
    let color = console.colorsOutput(options.color)
    renderOptions = { RenderOptions(width: console.width, color: color, unicode: unicode) }
    let colorsMessages = console.colorsMessages(options.color)
    diagnostics = {
      // Programs read the lines of `--json`, also from a terminal.
      let columns = options.json ? nil : console.messageColumns
      return DiagnosticStyle.renderer(
        color: colorsMessages, width: columns ?? (console.isTerminal ? console.width : 110),
        wraps: columns != nil)
    }
  }

  func show(_ event: SessionEvent) {
    switch event {
    case .began(let command):
      if options.echo, !options.json { console.write("> \(command)\n") }
    case .finished(let command, let result):
      show(result, of: command)
    case .failed(let command, let diagnostic):
      if options.json { console.write(JSONLine.failure(command, diagnostic) + "\n") }
      console.writeMessage(diagnostics().render(diagnostic))
    case .stopped(let command, let result, let diagnostic):
      if options.json {
        console.write(JSONLine.failure(command, diagnostic, result) + "\n")
      } else {
        show(result, of: command)
      }
      console.writeMessage(diagnostics().render(diagnostic))
    }
  }

  /// Says something of the program itself, wrapped at a terminal.
  func warn(_ text: String) {
    let line = "initlab: \(text)"
    guard let columns = console.messageColumns else { return console.writeMessage(line + "\n") }
    // As diagnostics: never the last column, and narrow ones as they are.
    let width = columns >= 20 ? columns - 1 : Int.max
    let options = RenderOptions(width: width, color: false, unicode: true)
    console.writeMessage(Renderer.render(Document(StyledText(line)), options: options))
  }

  /// Shows a document that no command made, such as the banner.
  func show(_ document: Document) {
    console.write(Renderer.render(document, options: renderOptions()))
  }

  private func show(_ result: CommandResult, of command: String) {
    if options.json {
      console.write(JSONLine.success(command, result) + "\n")
    } else if options.csv {
      console.write(CSVText.of(result))
    } else {
      console.write(Renderer.render(result.document, options: renderOptions()))
    }
  }
}
