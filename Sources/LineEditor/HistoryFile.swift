#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The file of a history that several sessions share: one entry a line, `\n` and `\` escaped.
///
/// An entry is one write at the end of the file, so that sessions do not overwrite each other. A lock file
/// keeps them off while one of them shortens the history, which it does by renaming a new file into place.
struct HistoryFile {
  /// Where it is; the folders above it are made with mode 0700, the file with 0600.
  let path: String
  /// How many entries a load gives, and how many are left after the file was shortened.
  let limit: Int

  /// The newest entries, oldest first, without consecutive twins; no file is no entries.
  ///
  /// Throws: what kept the file from being read.
  func load() throws(SystemFailure) -> [String] {
    let lock = Lock(path: path + ".lock")
    defer { lock.release() }
    guard let bytes = try FileBytes.contents(of: path) else { return [] }
    var all: [String] = []
    var lines = 0
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      lines += 1
      let entry = Self.unescaped(line)
      if entry != all.last { all.append(entry) }
    }
    let kept = Array(all.suffix(limit))
    if lines > 2 * limit { try replace(with: kept) }
    return kept
  }

  /// Adds an entry at the end of the file.
  ///
  /// Throws: what kept it from being written whole.
  func append(_ entry: String) throws(SystemFailure) {
    try makeFolders()
    let lock = Lock(path: path + ".lock")
    defer { lock.release() }
    let file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemFailure(code: errno) }
    defer { close(file) }
    // A full disk may have torn the last line; this one must not be glued to it.
    let start = Self.endsInsideALine(file) ? "\n" : ""
    try FileBytes.append(start + Self.escaped(entry) + "\n", to: file)
  }

  private func replace(with entries: [String]) throws(SystemFailure) {
    let new = path + ".new"
    let file = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemFailure(code: errno) }
    do throws(SystemFailure) {
      try FileBytes.append(entries.map { Self.escaped($0) + "\n" }.joined(), to: file)
    } catch {
      close(file)
      unlink(new)
      throw error
    }
    fsync(file)
    close(file)
    if rename(new, path) != 0 { throw SystemFailure(code: errno) }
  }

  private func makeFolders() throws(SystemFailure) {
    var folder = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      if mkdir(folder, 0o700) != 0, errno != EEXIST, access(folder, X_OK) != 0 {
        throw SystemFailure(code: errno)
      }
    }
  }

  private static func endsInsideALine(_ file: Int32) -> Bool {
    let end = lseek(file, 0, SEEK_END)
    var last: UInt8 = 0
    return end > 0 && pread(file, &last, 1, end - 1) == 1 && last != UInt8(ascii: "\n")
  }

  /// An entry as one line.
  static func escaped(_ entry: String) -> String {
    entry.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
  }

  /// The entry of a line.
  static func unescaped(_ line: Substring) -> String {
    var entry = String.UnicodeScalarView()
    var afterBackslash = false
    for scalar in line.unicodeScalars {
      if afterBackslash {
        entry.append(scalar == "n" ? "\n" : scalar)
        afterBackslash = false
      } else if scalar == "\\" {
        afterBackslash = true
      } else {
        entry.append(scalar)
      }
    }
    return String(entry)
  }

  /// An exclusive lock between sessions.
  private struct Lock {
    private let file: Int32

    /// Takes the lock, or goes on without it after 0.2 s: a stopped session may hold it for ever.
    init(path: String) {
      file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard file >= 0 else { return }
      for _ in 0..<50 {
        if flock(file, LOCK_EX | LOCK_NB) == 0 { return }
        usleep(4000)
      }
    }

    func release() {
      if file >= 0 { close(file) }
    }
  }
}
