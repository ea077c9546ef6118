import Foundation

/// A home folder and an environment of a test's own: nothing of the user's leaks in.
package final class Sandbox {
  /// The home folder; removed at the end.
  package let path: String

  /// A new, empty home.
  ///
  /// Throws: `PseudoTerminal.Failure` when there is no room for it.
  package init() throws {
    var template = Array("/tmp/initlab-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw PseudoTerminal.Failure(description: "no temporary folder") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file in the home folder.
  package func write(_ name: String, _ text: String) {
    guard let file = fopen("\(path)/\(name)", "w") else { return }
    fputs(text, file)
    fclose(file)
  }

  /// The text of a file in the home folder; nil when there is none.
  package func read(_ name: String) -> String? {
    guard let file = fopen("\(path)/\(name)", "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The permissions of a file or folder in the home folder; nil when there is none.
  package func permissions(_ name: String) -> UInt32? {
    var facts = stat()
    return lstat("\(path)/\(name)", &facts) == 0 ? facts.st_mode & 0o777 : nil
  }

  /// Starts a program in the home folder. A variable that is set to nil is not in the environment.
  ///
  /// Throws: `PseudoTerminal.Failure` when it cannot be started.
  package func start(
    _ program: String, _ arguments: [String] = [], columns: Int = 80, rows: Int = 24,
    environment changes: [String: String?] = [:]
  ) throws -> PseudoTerminal {
    var environment = [
      "HOME": path, "XDG_STATE_HOME": path + "/state", "TERM": "xterm", "LANG": "C.UTF-8",
      "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no", "PS1": "SH$ ", "HISTFILE": "/dev/null",
    ]
    if let libraries = getenv("LD_LIBRARY_PATH") {
      environment["LD_LIBRARY_PATH"] = String(cString: libraries)
    }
    for (name, value) in changes { environment[name] = value }
    return try PseudoTerminal(
      program, arguments, environment: environment, folder: path, columns: columns, rows: rows)
  }

  /// The path of a program of this package, which the build puts beside the tests.
  package static func program(_ name: String) -> String {
    let folder = CommandLine.arguments[0].split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return folder.joined(separator: "/") + "/" + name
  }
}
