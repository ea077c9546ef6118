import PtyKit

/// Keys as a terminal sends them.
enum Key {
  static let enter = "\r"
  static let tab = "\t"
  static let escape = "\u{1b}"
  static let backspace = "\u{7f}"
  static let up = "\u{1b}[A"
  static let down = "\u{1b}[B"
  static let right = "\u{1b}[C"
  static let left = "\u{1b}[D"

  /// A letter with the control key.
  static func control(_ letter: Character) -> String {
    letter.asciiValue.map { String(Unicode.Scalar($0 & 0x1f)) } ?? ""
  }

  /// A text as a terminal pastes it: line ends become Enter.
  static func paste(_ text: String) -> String {
    "\u{1b}[200~\(text.replacing("\n", with: "\r"))\u{1b}[201~"
  }
}

extension Sandbox {
  /// The probe's path.
  static let probe = program("EditorProbe")

  /// Starts the probe and waits for its prompt.
  func startProbe(
    _ arguments: [String] = [], columns: Int = 80, rows: Int = 24, environment: [String: String?] = [:]
  ) throws -> PseudoTerminal {
    let terminal = try start(
      Self.probe, arguments, columns: columns, rows: rows, environment: environment)
    try terminal.expect(line: "initlab>")
    return terminal
  }

  /// Starts an interactive shell, for job control and redirections, and waits for its prompt.
  func startShell() throws -> PseudoTerminal {
    let terminal = try start(
      "/bin/bash", ["--norc", "--noprofile", "-i"], columns: 100,
      environment: ["PROBE": Self.probe])
    try terminal.expect(line: "SH$")
    return terminal
  }
}

extension PseudoTerminal {
  /// Types a text and waits until it stands behind the prompt.
  func type(_ text: String) throws {
    send(text)
    try expect(line: "initlab> \(text)")
  }

  /// Types a line and waits for what it prints.
  @discardableResult
  func run(_ line: String, printing output: String) throws -> Screen {
    send(line + Key.enter)
    return try expect("\n\(output)\n")
  }
}
