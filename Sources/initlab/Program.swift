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
  /// The journal to take up.
  private let recorded: Journal.Recorded?

  init(_ options: Options) throws {
    self.options = options
    console = Console(environment: environment, quiet: options.quiet)
    output = Output(options, console: console, unicode: ProcessEnvironment.usesUnicode)
    host = StandardHost(output, console: console)
    recorded = options.resume ? Journal.last(environment) : nil
    // Files were named from the folder that the session was in.
    if let recorded { ProcessEnvironment.enter(recorded.folder) }
    session = Session(
      options.sessionConfiguration, initializers: BuiltInInitializers.table, host: host)
  }

  /// Does what the call asks for.
  func run() -> ExitStatus {
    let isTerminal = ProcessEnvironment.isInputTerminal
    let isInteractive = options.isInteractive(onTerminal: isTerminal) && !options.check
    if isInteractive { openJournal() }
    if options.resume { resume() }
    for (name, text) in options.variables {
      let status = session.define(name, as: text)
      guard status == .completed else { return ExitStatus(status) }
    }
    var status = ExitStatus.success
    for script in options.scripts(readsStandardInput: !isTerminal) {
      status = run(script)
      guard status == .success, !session.isEnding else { break }
    }
    if isInteractive, !session.isEnding {
      status = Interactive(session, options, environment, host, output, console).run()
    }
    return console.outputFailure.map { $0.isClosedPipe ? status : .commandFailed } ?? status
  }

  /// Begins the journal, with what the call says of the session.
  private func openJournal() {
    host.journal = Journal(
      environment, workingFolder: ProcessEnvironment.workingFolder, takesUp: recorded != nil)
    guard let journal = host.journal else {
      output.warn("no journal is kept: the state folder cannot be written")
      return
    }
    guard recorded == nil else { return }
    if let seed = options.seed { journal.append("seed \(seed)") }
    if let threads = options.threads { journal.append("set threads \(threads)") }
  }

  /// Builds the last session anew.
  private func resume() {
    guard let recorded else {
      output.warn("there is no session to resume")
      return
    }
    let outcome = Resumption(session: session, host: host, output: output).run(recorded)
    // What failed may be mended, such as a file that was moved: the old journal then stays.
    if outcome == .completed { host.journal?.finish(insteadOf: recorded) }
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
