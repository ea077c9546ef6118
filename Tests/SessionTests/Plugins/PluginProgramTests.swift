import Foundation
import Testing

/// Plugins in the program: files that `plugin new` writes, the worker's option, what lies around.
@Suite struct PluginProgramTests {
  private func run(_ commands: String, in folder: TemporaryFolder, _ options: [String] = []) throws
    -> ProgramRun
  {
    try ProgramRun(
      options + ["-c", commands], input: [], folder: folder.path,
      environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"])
  }

  @Test(arguments: ["c", "expression"])
  func `a new plugin loads as it stands, and passes its check`(kind: String) throws {
    let folder = try TemporaryFolder()
    let file = kind == "c" ? "fresh_one.c" : "fresh_one.lab"
    let run = try run(
      "plugin new fresh_one kind=\(kind); plugin load \(file); plugin check fresh_one", in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("all rules hold"))
    #expect(try self.run("plugin new fresh_one kind=\(kind)", in: folder).errors.contains("[file-exists]"))
  }

  @Test(
    .enabled(if: hasSwift, "swiftc is not on the PATH: the new plugin in Swift is not tested"),
    arguments: ["swift", "scheme"])
  func `a new plugin in Swift loads as it stands, and passes its check`(kind: String) throws {
    let folder = try TemporaryFolder()
    let run = try run(
      "plugin new fresh_one kind=\(kind); plugin load fresh_one.swift; plugin check fresh_one", in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("all rules hold"))
  }

  private static let hasSwift = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/swiftc") }

  @Test func `a missing compiler is told clearly`() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine.swift", "import InitKit\nstruct Mine: Initializer {}\n")
    let run = try ProgramRun(
      ["-c", "plugin load mine.swift"], input: [], folder: folder.path,
      environment: ["INITLAB_SWIFTC": "/nowhere/swiftc"])
    #expect(run.status == 1)
    #expect(run.errors.contains("`/nowhere/swiftc` cannot be run to compile the plugin: No such file"))
    #expect(run.errors.contains("INITLAB_SWIFTC"))
  }

  @Test func `a worker without a session explains itself`() throws {
    let folder = try TemporaryFolder()
    let run = try ProgramRun(["--plugin-worker", "1000000"], input: [], folder: folder.path)
    #expect(run.status == 2)
    #expect(run.errors.contains("is how a session runs plugins"))
  }

  @Test func `a script that misses its plugin says what is missing, where, and how to get it`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      ".local/share/initlab/plugins/wide.lab", "init define wide = normal(0, 2)\n")
    let script = "data xor; layer dense 2; init all wide"
    let missed = try run(script, in: folder)
    #expect(missed.status == 1)
    #expect(missed.errors.contains("no initializer is called `wide`"))
    #expect(missed.errors.contains("`plugin load wide` loads it from your folder"))
    #expect(try run("plugin load wide; \(script)", in: folder).status == 0)
    #expect(try run("plugin load wide; \(script)", in: folder, ["--safe"]).errors.contains("[safe-mode]"))
  }
}
