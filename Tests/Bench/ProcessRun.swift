#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One finished run of the program, as the operating system counted it.
struct ProcessRun {
  /// Wall clock, from before the spawn to after the wait.
  let seconds: Double
  /// Processor time of all its threads.
  let processorSeconds: Double
  /// Largest resident set, in MiB.
  let peakMebibytes: Double

  /// Runs a program to its end with its output thrown away.
  ///
  /// - Throws: `BenchError` when it cannot be started or does not end with status 0.
  init(_ path: String, _ arguments: [String]) throws(BenchError) {
    var actions: posix_spawn_file_actions_t = .init()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)

    var argv: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    argv.append(nil)
    defer { for pointer in argv { free(pointer) } }

    var child: pid_t = 0
    let start = ContinuousClock.now
    guard posix_spawn(&child, path, &actions, nil, argv, environ) == 0 else { throw .cannotStart(path) }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(child, &status, 0, &usage) < 0 {
      guard errno == EINTR else { throw .cannotStart(path) }
    }
    let elapsed = ContinuousClock.now - start
    guard status == 0 else { throw .failed(arguments: arguments, status: status) }
    seconds = elapsed / .seconds(1)
    processorSeconds = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
    #if os(Linux)
      peakMebibytes = Double(usage.ru_maxrss) / 1024
    #else
      peakMebibytes = Double(usage.ru_maxrss) / 1_048_576
    #endif
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
