/// Why lines cannot be edited here; a plain reader can still read them.
package enum LineEditorError: Error, Equatable {
  /// Keys or drawing have no terminal.
  case noTerminal
  /// `TERM` is not set, `dumb` or `emacs`.
  case dumbTerminal
  /// The user's editrc says `edit off`.
  case editingOff
  /// libedit, its streams or the signal pipe cannot be had.
  case outOfResources
}

/// What went wrong without stopping the session.
package enum EditorProblem: Error, Equatable, CustomStringConvertible {
  /// A line of the user's editrc that libedit does not take.
  case editrc(path: String, line: Int, text: String)
  /// The history cannot be read or written; the session's own list goes on.
  case history(path: String, reason: String)

  /// One line for a person.
  package var description: String {
    switch self {
    case .editrc(let path, let line, let text): "\(path):\(line): not understood: `\(text)`"
    case .history(let path, let reason): "the history is not kept: `\(path)`: \(reason)"
    }
  }
}
