#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Bytes in portions, out of a file or out of memory.
final class ByteSource {
  /// Bytes asked of the system at once.
  private static let portion = 1 << 16

  /// Milliseconds from one question whether to stop to the next.
  private static let patience: Int32 = 50

  let path: String
  private let descriptor: Int32
  private var memory: ArraySlice<UInt8>
  private let memoryPortion: Int
  private let shouldStop: () -> Bool

  /// Opens a file; a pipe will do, a folder will not.
  ///
  /// A pipe may be silent for ever: it is asked now and then whether to stop.
  init(path: String, shouldStop: @escaping () -> Bool = { false }) throws(ArchiveError) {
    guard !path.utf8.contains(0) else { throw ArchiveError(path: path, problem: .noSuchFile) }
    var opened: Int32
    repeat { opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) } while opened < 0 && errno == EINTR
    guard opened >= 0 else {
      let isAbsent = errno == ENOENT || errno == ENOTDIR
      throw ArchiveError(path: path, problem: isAbsent ? .noSuchFile : .notReadable(code: errno))
    }
    self.path = path
    self.shouldStop = shouldStop
    descriptor = opened
    memory = []
    memoryPortion = 0
  }

  /// Gives out `bytes` in portions of a chosen size.
  init(bytes: [UInt8], portion: Int, path: String = "memory") {
    self.path = path
    shouldStop = { false }
    descriptor = -1
    memory = bytes[...]
    memoryPortion = max(1, portion)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// The next portion, empty at the end.
  func next() throws(ArchiveError) -> [UInt8] {
    guard descriptor >= 0 else {
      let portion = memory.prefix(memoryPortion)
      memory = memory.dropFirst(memoryPortion)
      return Array(portion)
    }
    try wait()
    var failure: Int32 = 0
    let portion = [UInt8](unsafeUninitializedCapacity: Self.portion) { buffer, count in
      var received: Int
      repeat {
        received = read(descriptor, buffer.baseAddress, buffer.count)
        failure = received < 0 ? errno : 0
      } while failure == EINTR
      count = max(0, received)
    }
    // Another reader of the pipe was faster.
    if failure == EAGAIN { return try next() }
    if failure == EISDIR { throw ArchiveError(path: path, problem: .isFolder) }
    if failure != 0 { throw ArchiveError(path: path, problem: .notReadable(code: failure)) }
    return portion
  }

  /// Returns when there are bytes to read, or the end; at once for a file.
  private func wait() throws(ArchiveError) {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    repeat {
      if shouldStop() { throw ArchiveError(path: path, problem: .stopped) }
    } while poll(&request, 1, Self.patience) <= 0
  }
}
