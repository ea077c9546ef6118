#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a finished command of the shell wrote to its standard output.
struct ProcessOutput {
  /// All of it.
  let text: String

  /// Runs a command to its end.
  ///
  /// - Throws: `cannotStart` when there is no shell, or the command does not end with status 0.
  init(_ command: String) throws(BenchError) {
    guard let pipe = popen(command, "r") else { throw .cannotStart(command) }
    var text = ""
    var line = [CChar](repeating: 0, count: 4096)
    while fgets(&line, Int32(line.count), pipe) != nil {
      text += String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    guard pclose(pipe) == 0 else { throw .cannotStart(command) }
    self.text = text
  }
}
