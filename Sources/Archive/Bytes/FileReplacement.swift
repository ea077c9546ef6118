#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is written beside its place and put there once it is whole.
///
/// Until `commit`, and when that is never reached, what stood at the place stays as it was.
final class FileReplacement {
  /// Other processes' files that may stand in the way of the temporary one.
  private static let mostAttempts = 1000

  private let path: String
  private let destination: String
  private let temporary: String
  private var descriptor: Int32
  /// Bytes written so far.
  private(set) var count = 0

  /// Opens a temporary file in the folder that the file is to stand in.
  ///
  /// A symbolic link stays, and the file that it points to is replaced.
  /// - Throws: `isFolder`, `notRegular`, `noSuchFolder` or `notWritable`.
  init(path: String) throws(ArchiveError) {
    guard !path.isEmpty, !path.utf8.contains(0), path.last != "/" else {
      throw ArchiveError(path: path, problem: .notWritable(code: EINVAL))
    }
    var status = stat()
    let exists = stat(path, &status) == 0
    let kind = status.st_mode & S_IFMT
    guard !exists || kind == S_IFREG else {
      throw ArchiveError(path: path, problem: kind == S_IFDIR ? .isFolder : .notRegular)
    }
    var destination = path
    if exists, let real = realpath(path, nil) {
      destination = String(cString: real)
      free(real)
      // Replacing a file takes no right to the file itself; who protected it means it.
      guard access(destination, W_OK) == 0 else {
        throw ArchiveError(path: path, problem: .notWritable(code: errno))
      }
    }
    let (descriptor, temporary) = try Self.open(beside: destination, path)
    if exists { _ = fchmod(descriptor, status.st_mode & 0o7777) }
    (self.path, self.destination, self.descriptor, self.temporary) = (
      path, destination, descriptor, temporary
    )
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(temporary)
  }

  private static func open(
    beside destination: String, _ path: String
  ) throws(ArchiveError) -> (Int32, String) {
    let slash = destination.lastIndex(of: "/").map { destination.index(after: $0) }
    let folder = String(destination[..<(slash ?? destination.startIndex)])
    for attempt in 0..<mostAttempts {
      let name = "\(folder).initlab-\(getpid())-\(attempt).tmp"
      #if canImport(Glibc)
        let opened = Glibc.open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      #elseif canImport(Musl)
        let opened = Musl.open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      #else
        let opened = Darwin.open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      #endif
      if opened >= 0 { return (opened, name) }
      let code = errno
      guard code == EEXIST || code == EINTR else {
        let isAbsent = code == ENOENT || code == ENOTDIR
        throw ArchiveError(path: path, problem: isAbsent ? .noSuchFolder : .notWritable(code: code))
      }
    }
    throw ArchiveError(path: path, problem: .notWritable(code: EEXIST))
  }

  /// Adds bytes.
  ///
  /// - Throws: `notWritable`, such as for a full disk.
  func write(_ bytes: [UInt8]) throws(ArchiveError) {
    var failure: Int32 = 0
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count, let start = buffer.baseAddress {
        let written = Self.write(descriptor, start + done, buffer.count - done)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else {
          failure = written < 0 ? errno : ENOSPC
          return
        }
        done += written
      }
    }
    if failure != 0 { throw ArchiveError(path: path, problem: .notWritable(code: failure)) }
    count += bytes.count
  }

  /// The system's call, which the method of the same name hides.
  private static func write(_ descriptor: Int32, _ start: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, start, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, start, count)
    #else
      Darwin.write(descriptor, start, count)
    #endif
  }

  /// Waits until the disk has the bytes, then puts the file in its place.
  ///
  /// - Throws: `notWritable`; then the place is as it was.
  func commit() throws(ArchiveError) {
    guard fsync(descriptor) == 0, rename(temporary, destination) == 0 else {
      throw ArchiveError(path: path, problem: .notWritable(code: errno))
    }
    close(descriptor)
    descriptor = -1
  }
}
