import CPosix

/// A compiler's run to its end, with what it printed.
struct ToolRun {
  let status: Int
  let output: String

  /// Runs it with a place for what it leaves behind, which the caller removes.
  ///
  /// - Throws: `noCompiler`, `slowCompiler`.
  init(
    _ program: String, _ arguments: [String], seconds: Double, leavings folder: String
  ) throws(BuildError) {
    let child: ChildProcess
    do throws(SystemError) {
      child = try ChildProcess(program, arguments, variable: "TMPDIR=\(folder)")
    } catch {
      throw .noCompiler(program, reason: error.text)
    }
    defer { child.release() }
    guard ilp_wait(-1, child.handle, seconds) != Int32(ILP_TIMED_OUT) else {
      _ = child.end(patience: 0)
      throw .slowCompiler(program, seconds: seconds)
    }
    switch child.end(patience: 0) {
    case .exited(let status): self.status = status
    case .signaled(let signal): status = 128 + signal
    }
    output = child.printed(limit: 1 << 20)
  }
}
