import Initializers
import Language
import LineEditor
import Session

/// One run of the program: scripts, `-c`, standard input, or the prompt.
final class Program {
  static let version = "0.1.0"

  private let options: Options
  private let environment = TerminalEnvironment.ofProcess()
  private let console: Console
  private let output: Output
  private let host: StandardHost
  private let session: Session

  init(_ options: Options) throws {
    self.options = options
    console = Console(environment: environment, quiet: options.quiet)
    output = Output(options, console: console, unicode: ProcessEnvironment.usesUnicode)
    host = StandardHost(output, console: console)
    session = Session(
      options.sessionConfiguration, initializers: BuiltInInitializers.table, host: host)
  }

  /// Does what the call asks for.
  func run() -> ExitStatus {
    let isTerminal = ProcessEnvironment.isInputTerminal
    for (name, text) in options.variables {
      let status = session.define(name, as: text)
      guard status == .completed else { return ExitStatus(status) }
    }
    var status = ExitStatus.success
    for script in options.scripts(readsStandardInput: !isTerminal) {
      status = run(script)
      guard status == .success, !session.isEnding else { break }
    }
    if options.isInteractive(onTerminal: isTerminal), !session.isEnding, !options.check {
      status = Interactive(session, options, environment, host, output, console).run()
    }
    return console.outputFailure.map { $0.isClosedPipe ? status : .commandFailed } ?? status
  }

  private func run(_ script: Script) -> ExitStatus {
    do {
      let source = try script.source(isSafe: options.safe)
      return ExitStatus(options.check ? session.check(source) : session.run(source))
    } catch {
      output.show(.failed(command: "", error))
      return .wrongCall
    }
  }
}

extension ExitStatus {
  init(_ outcome: Session.Outcome) {
    self =
      switch outcome {
      case .completed: .success
      case .commandFailed: .commandFailed
      case .notParsed: .wrongCall
      case .expectationFailed: .expectationFailed
      case .interrupted: .interrupted
      }
  }
}
