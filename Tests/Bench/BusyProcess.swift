#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Another process that keeps one processor busy, as long as it is wanted.
///
/// It looks for its parent again and again: should the bench be killed, it ends by itself within a second.
struct BusyProcess: ~Copyable {
  private let child: pid_t

  /// A loop of the shell; its counting takes a few tenths of a second between two looks.
  private static let script = """
    while kill -0 "$PPID" 2>/dev/null; do i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; done
    """

  /// Starts it.
  ///
  /// - Throws: `cannotStart`.
  init() throws(BenchError) {
    var argv: [UnsafeMutablePointer<CChar>?] = ["/bin/sh", "-c", Self.script].map { (word: String) in
      strdup(word)
    }
    argv.append(nil)
    defer { for pointer in argv { free(pointer) } }
    var child: pid_t = 0
    guard posix_spawn(&child, "/bin/sh", nil, nil, argv, environ) == 0 else { throw .cannotStart("/bin/sh") }
    self.child = child
  }

  /// Ends it, and waits until it is gone.
  deinit {
    kill(child, SIGKILL)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
  }
}
