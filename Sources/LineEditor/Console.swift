import CTerminal

/// Standard output and standard error in one hand, so that a progress line never mixes with results.
///
/// A reader that has gone away (`initlab | head -1`) ends the output quietly: what follows is dropped.
package final class Console {
  /// When text is colored.
  package enum ColorChoice: String, CaseIterable, Sendable {
    /// On terminals, unless `NO_COLOR` is set.
    case auto
    /// Also into files and pipes.
    case always
    /// Not at all.
    case never
  }

  private let output: Int32
  private let error: Int32
  private let environment: TerminalEnvironment
  private let showsProgress: Bool
  private var progress: ProgressLine?

  /// The errno of the first write of results that failed; after it results are dropped.
  package private(set) var outputFailure: SystemFailure?

  /// Whether results go to a terminal.
  package let isTerminal: Bool

  /// A console on two descriptors. `quiet` leaves the progress line out.
  package init(output: Int32 = 1, error: Int32 = 2, environment: TerminalEnvironment, quiet: Bool = false) {
    self.output = output
    self.error = error
    self.environment = environment
    isTerminal = Terminal.isTerminal(output)
    showsProgress = !quiet && !environment.isDumb && Terminal.isTerminal(error)
    _ = ilt_use_utf8()
    Interrupts.install()
  }

  /// The columns of the terminal that results go to; 80 if they go elsewhere.
  package var width: Int { isTerminal ? Terminal.size(output).columns : 80 }

  /// The columns of the terminal that messages go to; nil when they go elsewhere, or its width is unknown.
  package var messageColumns: Int? { Terminal.isTerminal(error) ? Terminal.knownColumns(error) : nil }

  /// Whether results are colored.
  package func colorsOutput(_ choice: ColorChoice) -> Bool { colors(choice, isTerminal) }

  /// Whether messages are colored.
  package func colorsMessages(_ choice: ColorChoice) -> Bool { colors(choice, Terminal.isTerminal(error)) }

  /// True when the results' reader has gone away, which is no failure.
  package var isOutputClosed: Bool { outputFailure?.isClosedPipe ?? false }

  /// Writes results as they are; lines bring their own ends.
  package func write(_ text: String) {
    guard !text.isEmpty, outputFailure == nil else { return }
    clearProgress()
    do throws(SystemFailure) {
      try FileBytes.append(text, to: output)
    } catch {
      outputFailure = error
    }
  }

  /// Writes a message as it is; it is dropped when standard error is closed.
  package func writeMessage(_ text: String) {
    guard !text.isEmpty else { return }
    clearProgress()
    try? FileBytes.append(text, to: error)
  }

  /// A command begins: its progress line may appear 0.3 s from now.
  package func beginProgress() {
    guard showsProgress else { return }
    clearProgress()
    progress = ProgressLine(now: .now)
  }

  /// Shows how far a command is, at most ten times a second; else it costs a look at the clock.
  package func showProgress(_ text: @autoclosure () -> String) {
    guard showsProgress, progress != nil else { return }
    let now = ContinuousClock.now
    // From the background a write could stop the process.
    guard progress?.isDue(now: now) == true, ilt_terminal_is_ours(error) else { return }
    guard let line = progress?.show(text(), columns: Terminal.size(error).columns, now: now) else { return }
    try? FileBytes.append(line, to: error)
  }

  /// The command has ended: its progress line goes.
  package func endProgress() {
    clearProgress()
    progress = nil
  }

  private func clearProgress() {
    if let clearing = progress?.clear() { try? FileBytes.append(clearing, to: error) }
  }

  private func colors(_ choice: ColorChoice, _ isTerminal: Bool) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .auto: isTerminal && !environment.isDumb && !environment.refusesColor
    }
  }
}
