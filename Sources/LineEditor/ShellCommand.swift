import CTerminal

/// How a command given to the shell ended.
package enum ShellResult: Equatable, Sendable {
  /// By itself, with this status.
  case exited(Int32)
  /// By this signal.
  case killed(Int32)
  /// It did not begin.
  case failed
}

extension LineReader {
  /// Runs a command by `/bin/sh`, with the terminal as the user had it, and waits for its end.
  package func runShell(_ command: String) -> ShellResult {
    let status = withOriginalTerminal { ilt_shell_run(command) }
    if status < 0 { return .failed }
    let signal = status & 0x7f
    return signal == 0 ? .exited(status >> 8 & 0xff) : .killed(signal)
  }
}
