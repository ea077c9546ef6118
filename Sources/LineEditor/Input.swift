/// What a reader of commands hands over.
package enum Input: Equatable, Sendable {
  /// A whole entry; its lines are joined by newlines when it ran over several.
  case line(String)
  /// Ctrl-C: what was typed is dropped.
  case interrupted
  /// Ctrl-D, or the end of the input, in the middle of an entry, which is dropped.
  case unfinished(String)
  /// Ctrl-D on an empty line, the end of the file, or a window that is gone.
  case endOfInput
}

/// A source of entries: the editor, or plain lines where editing cannot work.
package protocol LineReader: AnyObject {
  /// The next entry; waits for it.
  func readLine() -> Input

  /// Called after each command; true when Ctrl-C was pressed while it ran.
  ///
  /// What was typed or pasted ahead is dropped then: it was meant to follow a command that succeeds.
  @discardableResult func endCommand() -> Bool

  /// Runs `body` with the terminal as the user had it, for children that use it.
  func withOriginalTerminal<Result>(_ body: () throws -> Result) rethrows -> Result

  /// What went wrong since the last call without stopping the session.
  func takeProblems() -> [EditorProblem]

  /// The entries of now, oldest first.
  var history: [String] { get }

  /// Gives the terminal back; nothing may be read afterwards.
  func close()
}
