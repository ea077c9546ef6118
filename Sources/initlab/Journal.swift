import LineEditor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The commands of an interactive session in a file, appended as they run: a script that builds the same state.
///
/// Each session has a file of its own in the XDG state folder, locked while it is in use, with the session's
/// working folder in the first line. After a crash the file of the highest number is taken up again.
final class Journal {
  /// Files of earlier sessions that stay.
  private static let mostKept = 20
  private static let prefix = "session-"
  private static let ending = ".lab"
  private static let heading = "# initlab journal, in "

  private let descriptor: Int32
  private let path: String
  /// Where the file will stand, while a session is taken up again.
  private var destination: String?

  /// Begins the journal of a session; nil where the folder cannot be written.
  ///
  /// While `takesUp`, the file has a name that nobody takes up: `finish` gives it its own.
  init?(_ environment: TerminalEnvironment, workingFolder: String, takesUp: Bool) {
    guard let folder = Self.folder(environment), Self.makeFolder(folder) else { return nil }
    let number = (Self.files(in: folder).last?.number ?? 0) + 1
    for next in number..<number + 100 {
      let name = "\(folder)/\(Self.prefix)\(next)\(Self.ending)"
      let opened = takesUp ? "\(folder)/.\(Self.prefix)\(next)-\(getpid())" : name
      guard !takesUp || access(name, F_OK) != 0 else { continue }
      let file = open(opened, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
      guard file >= 0 else { continue }
      _ = flock(file, LOCK_EX | LOCK_NB)
      (descriptor, path, destination) = (file, opened, takesUp ? name : nil)
      append(Self.heading + workingFolder)
      Self.prune(folder)
      return
    }
    return nil
  }

  deinit {
    close(descriptor)
    if destination != nil { unlink(path) }
  }

  /// Adds commands in one call of the system: a kill leaves them whole or not at all.
  func append(_ commands: String) {
    let bytes = Array((commands + "\n").utf8)
    var done = 0
    while done < bytes.count {
      let written = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return }
      done += written
    }
  }

  /// Puts the journal of a session that was taken up in the place of the one it was taken from.
  func finish(insteadOf old: Recorded) {
    guard let destination, rename(path, destination) == 0 else { return }
    self.destination = nil
    unlink(old.path)
  }

  /// A session's journal, as it was left.
  struct Recorded {
    /// The file.
    let path: String
    /// The session's working folder.
    let folder: String
    /// The commands, without a last line that was not written to its end.
    let text: String
  }

  /// The journal of the last session that is not running; nil when there is none.
  static func last(_ environment: TerminalEnvironment) -> Recorded? {
    guard let folder = folder(environment) else { return nil }
    for file in files(in: folder).reversed() {
      let path = "\(folder)/\(file.name)"
      guard !isInUse(path), let text = contents(of: path) else { continue }
      let whole = text.lastIndex(of: "\n").map { text[...$0] } ?? ""
      let lines = whole.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      guard let first = lines.first, first.hasPrefix(heading), lines.count > 1, !lines[1].isEmpty else {
        continue
      }
      return Recorded(path: path, folder: String(first.dropFirst(heading.count)), text: String(lines[1]))
    }
    return nil
  }

  private static func folder(_ environment: TerminalEnvironment) -> String? {
    environment.stateFolder(of: "initlab").map { $0 + "/journal" }
  }

  /// Makes a folder and those above it.
  private static func makeFolder(_ path: String) -> Bool {
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      _ = mkdir(made, 0o700)
    }
    return access(path, W_OK) == 0
  }

  /// The journals of a folder, the oldest first.
  private static func files(in folder: String) -> [(name: String, number: Int)] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var found: [(name: String, number: Int)] = []
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasPrefix(prefix), name.hasSuffix(ending),
        let number = Int(name.dropFirst(prefix.count).dropLast(ending.count))
      else { continue }
      found.append((name, number))
    }
    return found.sorted { $0.number < $1.number }
  }

  private static func prune(_ folder: String) {
    for file in files(in: folder).dropLast(mostKept) {
      let path = "\(folder)/\(file.name)"
      if !isInUse(path) { unlink(path) }
    }
  }

  /// Whether a running session holds the file.
  private static func isInUse(_ path: String) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return true }
    defer { close(file) }
    return flock(file, LOCK_EX | LOCK_NB) != 0
  }

  private static func contents(of path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var portion = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = portion.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count < 0 ? nil : String(decoding: bytes, as: UTF8.self) }
      bytes += portion[..<count]
    }
  }
}
