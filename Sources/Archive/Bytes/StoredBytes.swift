#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file of known size, or bytes in memory, read from any place.
final class StoredBytes: Sendable {
  let path: String
  /// Number of bytes.
  let count: Int
  private let descriptor: Int32
  private let memory: [UInt8]

  /// Opens a file.
  ///
  /// - Throws: `noSuchFile`, `isFolder`, `notReadable`, or `notRegular` for devices and pipes.
  init(path: String) throws(ArchiveError) {
    guard !path.utf8.contains(0) else { throw ArchiveError(path: path, problem: .noSuchFile) }
    var opened: Int32
    // A pipe would block the opening, and is refused below.
    repeat { opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) } while opened < 0 && errno == EINTR
    guard opened >= 0 else {
      let isAbsent = errno == ENOENT || errno == ENOTDIR
      throw ArchiveError(path: path, problem: isAbsent ? .noSuchFile : .notReadable(code: errno))
    }
    var status = stat()
    let result = fstat(opened, &status)
    guard result == 0, status.st_mode & S_IFMT == S_IFREG else {
      let problem: ArchiveError.Problem =
        if result != 0 { .notReadable(code: errno) } else if status.st_mode & S_IFMT == S_IFDIR {
          .isFolder
        } else { .notRegular }
      close(opened)
      throw ArchiveError(path: path, problem: problem)
    }
    self.path = path
    descriptor = opened
    count = Int(status.st_size)
    memory = []
  }

  /// Bytes that are in memory already.
  init(bytes: [UInt8], path: String = "memory") {
    self.path = path
    descriptor = -1
    count = bytes.count
    memory = bytes
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Bytes from a place on, as many as asked for; fewer only where the file was cut meanwhile.
  func read(at offset: Int, count: Int) throws(ArchiveError) -> [UInt8] {
    guard offset >= 0, count > 0, offset < self.count else { return [] }
    let size = min(count, self.count - offset)
    guard descriptor >= 0 else { return Array(memory[offset..<offset + size]) }
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size, let start = buffer.baseAddress {
        let received = pread(descriptor, start + filled, size - filled, off_t(offset + filled))
        if received < 0, errno == EINTR { continue }
        failure = received < 0 ? errno : 0
        if received <= 0 { return }
        filled += received
      }
    }
    if failure != 0 { throw ArchiveError(path: path, problem: .notReadable(code: failure)) }
    return bytes
  }
}

/// A stretch of stored bytes in portions.
final class StoredStretch: BytePortions {
  /// Bytes handed out at once.
  private static let portion = 1 << 16

  private let bytes: StoredBytes
  private var place: Int
  private let end: Int
  var path: String { bytes.path }
  var remaining: Int? { end - place }

  /// The stretch must lie within the bytes.
  init(_ bytes: StoredBytes, _ range: Range<Int>) {
    self.bytes = bytes
    place = range.lowerBound
    end = range.upperBound
  }

  func next() throws(ArchiveError) -> [UInt8] {
    let portion = try bytes.read(at: place, count: min(Self.portion, end - place))
    place += portion.count
    return portion
  }
}
