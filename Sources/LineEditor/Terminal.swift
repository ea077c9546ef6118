import CTerminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Questions to a terminal that need no editor.
enum Terminal {
  /// Whether there is a terminal behind a descriptor.
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The window's columns and rows; 80 by 24 where there is no window.
  static func size(_ descriptor: Int32) -> (columns: Int, rows: Int) {
    (Int(ilt_terminal_columns(descriptor)), Int(ilt_terminal_rows(descriptor)))
  }

  /// The window's columns, where there is a window.
  static func knownColumns(_ descriptor: Int32) -> Int? {
    let columns = Int(ilt_window_columns(descriptor))
    return columns > 0 ? columns : nil
  }

  /// Throws away what was typed and not yet read.
  static func dropUnreadInput(_ descriptor: Int32) {
    tcflush(descriptor, TCIFLUSH)
  }

  /// Runs `body` with a `TERM` that the terminfo database knows, and puts the user's back for children.
  ///
  /// libedit takes an unknown terminal for a dumb one; those in use today understand xterm's sequences.
  static func withDescribedType<Result>(_ environment: TerminalEnvironment, _ body: () -> Result) -> Result {
    guard !environment.isTerminalDescribed else { return body() }
    setenv("TERM", "xterm", 1)
    defer { setenv("TERM", environment.terminal, 1) }
    return body()
  }
}
