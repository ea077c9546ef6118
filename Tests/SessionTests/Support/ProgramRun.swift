import Foundation

/// One run of the built program, to its end.
struct ProgramRun {
  let status: Int32
  let output: String
  let errors: String

  /// The program lies beside the tests' bundle.
  private static let program =
    Bundle.main.executableURL?.deletingLastPathComponent().appending(path: "initlab")
    ?? Repository.root.appending(path: ".build/debug/initlab")

  init(
    _ arguments: [String], input: [UInt8], folder: String, environment: [String: String] = [:],
    largestFile blocks: Int? = nil
  ) throws {
    let process = Process()
    process.executableURL = blocks == nil ? Self.program : URL(filePath: "/bin/sh")
    process.arguments =
      blocks.map { ["-c", "ulimit -f \($0); exec \"$0\" \"$@\"", Self.program.path] + arguments } ?? arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = [
      "HOME": folder, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "dumb",
      "SWIFT_BACKTRACE": "enable=no",
      "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? "",
    ].merging(environment) { $1 }
    let files = try ["in", "out", "err"].map { try Self.file("\(folder)/.std\($0)", $0 == "in" ? input : []) }
    (process.standardInput, process.standardOutput, process.standardError) = (files[0], files[1], files[2])
    try process.run()
    process.waitUntilExit()
    status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    output = try String(contentsOfFile: "\(folder)/.stdout", encoding: .utf8)
    errors = try String(contentsOfFile: "\(folder)/.stderr", encoding: .utf8)
  }

  /// Files, not pipes: no output is so long that it blocks.
  private static func file(_ path: String, _ bytes: [UInt8]) throws -> FileHandle {
    try Data(bytes).write(to: URL(filePath: path))
    return try FileHandle(forUpdating: URL(filePath: path))
  }
}

/// A folder of a test's own, removed at the end.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/initlab-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, and the folders above it.
  func write(_ name: String, _ text: String) throws { try write(name, bytes: Array(text.utf8)) }

  func write(_ name: String, bytes: [UInt8]) throws {
    let file = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }
}
