import Language

/// What happened, in the order it happened; the host decides how to show it.
package enum SessionEvent: Sendable {
  /// A command is about to run.
  case began(command: String)
  /// A command is done.
  case finished(command: String, CommandResult)
  /// A command failed, or a text did not parse (`command` is then empty).
  case failed(command: String, Diagnostic)
  /// A command went as far as it could: what it found out, and why it cannot go on.
  case stopped(command: String, CommandResult, Diagnostic)

  /// What went wrong, if something did.
  package var diagnostic: Diagnostic? {
    switch self {
    case .began, .finished: nil
    case .failed(_, let diagnostic), .stopped(_, _, let diagnostic): diagnostic
    }
  }
}

/// A command's end that is a finding and a failure in one: it stops a script, and has a result all the same.
struct Halt: Error {
  let result: CommandResult
  let diagnostic: Diagnostic
}

/// What the session asks of the program around it.
package protocol SessionHost: AnyObject {
  /// Shows an event.
  func receive(_ event: SessionEvent)
  /// Says how far a long command is; the text is made only when it is time to show it.
  func showProgress(_ text: @autoclosure () -> String)
  /// Runs a shell command with the terminal as the user had it.
  ///
  /// - Returns: its exit status, or nil where no shell can be started.
  func runShell(_ command: String) -> Int32?
  /// The lines typed so far, oldest first.
  var history: [String] { get }
  /// Not 0 when a running command should stop.
  var interruptFlag: UnsafePointer<Int32> { get }
  /// Takes commands that bring the session from its last state to that of now: one for the journal.
  func keep(_ commands: String)
}

extension SessionHost {
  package func keep(_ commands: String) {}
}
