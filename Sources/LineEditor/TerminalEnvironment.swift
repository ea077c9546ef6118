#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The environment variables that concern a terminal, as values.
package struct TerminalEnvironment: Sendable {
  /// The value of a variable; nil when it is not set.
  let variables: [String: String]

  /// The variables that concern a terminal.
  static let names = [
    "TERM", "HOME", "XDG_STATE_HOME", "EDITRC", "NO_COLOR", "TERMINFO", "TERMINFO_DIRS", "SWIFT_BACKTRACE",
  ]

  /// The given variables; others are nobody's business here.
  package init(_ variables: [String: String] = [:]) {
    self.variables = variables
  }

  /// The variables of this process, read now.
  package static func ofProcess() -> TerminalEnvironment {
    var variables: [String: String] = [:]
    for name in names {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    return TerminalEnvironment(variables)
  }

  /// The terminal's type; empty when it is not said.
  var terminal: String { variables["TERM"] ?? "" }

  /// True for terminals that only take lines: editing, progress lines and colors are left out.
  package var isDumb: Bool { ["", "dumb", "emacs"].contains(terminal) }

  /// True when the user asks for no color: `NO_COLOR` is set and not empty (no-color.org).
  package var refusesColor: Bool { variables["NO_COLOR"].map { !$0.isEmpty } ?? false }

  /// True when the user wants Swift's own crash reports.
  var wantsBacktrace: Bool { variables["SWIFT_BACKTRACE"] != nil }

  /// The XDG state folder of a program; nil when neither `XDG_STATE_HOME` nor `HOME` is an absolute path.
  package func stateFolder(of program: String) -> String? {
    // The XDG specification has relative paths ignored.
    func absolute(_ name: String) -> String? { variables[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
    return (absolute("XDG_STATE_HOME") ?? absolute("HOME").map { $0 + "/.local/state" })
      .map { "\($0)/\(program)" }
  }

  /// The user's file of key bindings.
  var editrc: String? { variables["EDITRC"] ?? variables["HOME"].map { $0 + "/.editrc" } }

  /// Whether the terminfo database knows the terminal; a new one's entry is often missing on a server.
  var isTerminalDescribed: Bool {
    guard let first = terminal.unicodeScalars.first else { return false }
    var folders = variables["TERMINFO"].map { [$0] } ?? []
    folders += variables["HOME"].map { [$0 + "/.terminfo"] } ?? []
    folders += (variables["TERMINFO_DIRS"] ?? "").split(separator: ":").map(String.init)
    folders += ["/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/lib/terminfo"]
    let code = String(first.value, radix: 16)
    return folders.contains { folder in
      [String(first), code].contains { access("\(folder)/\($0)/\(terminal)", R_OK) == 0 }
    }
  }
}
