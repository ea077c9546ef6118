#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whole files, read and written without Foundation.
enum FileBytes {
  /// The bytes of a file; nil when there is no such file.
  ///
  /// Throws: what kept it from being read.
  static func contents(of path: String) throws(SystemFailure) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    if file < 0, errno == ENOENT { return nil }
    guard file >= 0 else { throw SystemFailure(code: errno) }
    defer { close(file) }
    return try remainder(of: file)
  }

  /// All bytes that are still to come from a descriptor.
  ///
  /// Throws: what kept them from being read.
  static func remainder(of file: Int32) throws(SystemFailure) -> [UInt8] {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
      if count == 0 { return all }
      if count > 0 {
        all += buffer[..<count]
      } else if errno != EINTR {
        throw SystemFailure(code: errno)
      }
    }
  }

  /// Writes a text to a descriptor in as few calls as the system needs.
  ///
  /// Throws: what kept it from being written whole.
  static func append(_ text: String, to file: Int32) throws(SystemFailure) {
    let failure = Array(text.utf8).withUnsafeBytes { bytes -> Int32? in
      var written = 0
      while written < bytes.count {
        let count = write(file, bytes.baseAddress?.advanced(by: written), bytes.count - written)
        if count >= 0 {
          written += count
        } else if errno == EAGAIN {
          // Somebody who shares the terminal has made it non-blocking.
          var wait = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
          _ = poll(&wait, 1, -1)
        } else if errno != EINTR {
          return errno
        }
      }
      return nil
    }
    if let failure { throw SystemFailure(code: failure) }
  }
}
