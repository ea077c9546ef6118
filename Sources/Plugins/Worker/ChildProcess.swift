import CPosix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A process that was started here, in a group of its own: numbers of the system, no more.
struct ChildProcess: Sendable {
  /// How a process ended.
  enum End: Equatable {
    case exited(Int)
    case signaled(Int)
  }

  let process: Int32
  /// Becomes readable when the process ends.
  let handle: Int32
  /// A file in memory with what it printed.
  let log: Int32

  /// Starts a program that prints into a log; `descriptors` become 3, 4, …, `variable` is `NAME=VALUE`.
  ///
  /// - Throws: the system's word for why not.
  init(
    _ program: String, _ arguments: [String], variable: String? = nil, descriptors: [Int32] = []
  ) throws(SystemError) {
    log = ilp_memory_file()
    let null = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(null) }
    guard log >= 0, null >= 0 else { throw SystemError(errno) }
    // Sources must not be among the targets.
    let sources = ([null, log, log] + descriptors).map { fcntl($0, F_DUPFD_CLOEXEC, 64) }
    defer { for source in sources { close(source) } }
    let words = ([program] + arguments).map { (word: String) in strdup(word) }
    defer { for word in words { free(word) } }
    let added = variable.flatMap { strdup($0) }
    defer { free(added) }
    var child: Int32 = 0
    let error = (words + [nil]).withUnsafeBufferPointer { words in
      words.baseAddress.map { ilp_spawn(&child, program, $0, added, sources, Int32(sources.count)) } ?? EINVAL
    }
    guard error == 0 else {
      close(log)
      throw SystemError(error)
    }
    process = child
    handle = ilp_process_handle(child)
  }

  /// Kills the process and its group, after some patience, and gives back what the system lent.
  func end(patience: Double) -> End {
    var code: Int32 = 0
    let isSignal = ilp_end(process, handle, patience, &code) == Int32(ILP_SIGNALED)
    return isSignal ? .signaled(Int(code)) : .exited(Int(code))
  }

  /// Closes what is left of it.
  func release() {
    close(handle)
    close(log)
  }

  /// The beginning of what it printed.
  func printed(limit: Int = 1 << 16) -> String {
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      count = max(0, pread(log, buffer.baseAddress, limit, 0))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Why the system did not do something.
struct SystemError: Error, Equatable {
  let text: String

  init(_ number: Int32) { text = strerror(number).map { String(cString: $0) } ?? "error \(number)" }
}
