import Foundation
import InitKit
import Testing

@testable import Plugins

/// Whatever a plugin does costs one clear fault; the next fill is as if nothing had been.
@Suite struct FaultTests {
  private let site = matrix(6, 5)

  private var expected: [Double] {
    get throws {
      var random = stream()
      return (0..<site.count).map { _ in random.normal() }
    }
  }

  private func plugin(seconds: Double = 60) throws -> Plugin {
    try PluginFixture.load(PluginFixture.fixtures + "/faults.c") {
      $0.seconds = seconds
      $0.memory = 256 << 20
    }
  }

  /// What a fill throws; nil where it throws nothing.
  private func fault(_ name: String, of plugin: Plugin) throws -> InitializerError? {
    let chosen = try plugin.chosen(name)
    do {
      _ = try chosen.values(at: site, from: stream())
      return nil
    } catch {
      guard case .fault(let fault, let initializer) = error else { return error }
      #expect(initializer == name)
      return .fault(fault)
    }
  }

  private func expectGoodFill(of plugin: Plugin) throws {
    #expect(try plugin.chosen("good").values(at: site, from: stream()) == expected)
  }

  @Test(
    arguments: [
      ("segfault", SIGSEGV, ""), ("stack_overflow", SIGSEGV, ""), ("aborts", SIGABRT, "my table is empty"),
      ("divides", SIGFPE, ""), ("killed", SIGKILL, ""), ("child_then_abort", SIGABRT, ""),
    ])
  func `a plugin that a signal ends says which, with its last words`(
    name: String, signal: Int32, words: String
  ) throws {
    let plugin = try plugin()
    guard case .fault(.signal(let number, let signalName, let lastWords), _)? = try fault(name, of: plugin)
    else {
      Issue.record("\(name) is no signal")
      return
    }
    #expect(number == Int(signal))
    #expect(!signalName.isEmpty)
    #expect(lastWords == words)
    try expectGoodFill(of: plugin)
  }

  @Test(arguments: [("exits", 0), ("exits_with_status", 3)])
  func `a plugin that ends its process says with which status`(name: String, status: Int) throws {
    let plugin = try plugin()
    #expect(try fault(name, of: plugin) == .fault(.exit(status, lastWords: "")))
    try expectGoodFill(of: plugin)
  }

  @Test(arguments: ["loops", "sleeps", "stops", "ignores_signals", "prints_forever"])
  func `a plugin that gives no answer is killed`(name: String) throws {
    let plugin = try plugin(seconds: 1)
    let error = try fault(name, of: plugin)
    #expect(error == .fault(.noAnswer(seconds: 1)))
    let again = try self.plugin()
    try expectGoodFill(of: again)
  }

  @Test func `a plugin that closes the line to the session is ended`() throws {
    let plugin = try plugin(seconds: 1)
    let error = try fault("closes_socket", of: plugin)
    // The thread that watches the line ends the process, unless it began to wait before: the line then stays open.
    #expect(error == .fault(.noAnswer(seconds: 1)) || error == .fault(.exit(0, lastWords: "")))
    try expectGoodFill(of: plugin)
  }

  @Test func `a plugin that hung is started again at the next use`() throws {
    let plugin = try plugin(seconds: 3)
    #expect(try fault("sleeps", of: plugin) == .fault(.noAnswer(seconds: 3)))
    try expectGoodFill(of: plugin)
  }

  @Test(arguments: ["eats_memory", "asks_for_a_tebibyte"])
  func `a plugin that eats memory meets its limit`(name: String) throws {
    let plugin = try plugin()
    guard case .fault(.signal, _)? = try fault(name, of: plugin) else {
      Issue.record("\(name) had the memory")
      return
    }
    try expectGoodFill(of: plugin)
  }

  @Test func `entries that were not written are counted, also in memory that was written before`() throws {
    let plugin = try plugin()
    try expectGoodFill(of: plugin)
    #expect(try fault("half_written", of: plugin) == .fault(.unwritten(15, of: 30, first: 15)))
    #expect(try fault("nothing_written", of: plugin) == .fault(.unwritten(30, of: 30, first: 0)))
    #expect(try fault("writes_once", of: plugin) == nil)
    #expect(try fault("writes_once", of: plugin) == .fault(.unwritten(30, of: 30, first: 0)))
    try expectGoodFill(of: plugin)
  }

  @Test func `entries without a finite number are counted`() throws {
    let plugin = try plugin()
    guard
      case .fault(.notFinite(1, of: 30, first: 3, let value), _)? = try fault("not_a_number", of: plugin)
    else {
      Issue.record("not found")
      return
    }
    #expect(value.isNaN)
    #expect(
      try fault("infinite", of: plugin) == .fault(.notFinite(2, of: 30, first: 5, value: -.infinity)))
    try expectGoodFill(of: plugin)
  }

  @Test(arguments: [
    "prints", "writes_past_the_end", "forks", "leaves_a_child", "answers_twice", "writes_a_large_file",
  ])
  func `what does not touch the numbers does no harm`(name: String) throws {
    let plugin = try plugin()
    for _ in 0..<3 {
      #expect(try plugin.chosen(name).values(at: site, from: stream()) == expected)
    }
    try expectGoodFill(of: plugin)
  }

  @Test func `an answer that means nothing is a fault`() throws {
    let plugin = try plugin()
    guard case .fault? = try fault("talks_nonsense", of: plugin) else {
      Issue.record("nonsense was taken for an answer")
      return
    }
    try expectGoodFill(of: plugin)
  }

  @Test func `a refusal is the plugin's own, and its process lives on`() throws {
    let plugin = try plugin()
    #expect(
      try fault("refuses", of: plugin) == .refused(reason: "fan_in must be even, and is 5"))
    #expect(try fault("refuses_silently", of: plugin) == .refused(reason: "its fill function gave 7"))
    try expectGoodFill(of: plugin)
  }

  @Test func `a promise that crashes promises nothing, and is noted`() throws {
    let plugin = try plugin()
    let chosen = try plugin.chosen("bad_promise")
    #expect(chosen.promise(at: site) == nil)
    guard case .signal(6, _, _)? = plugin.takeFault() else {
      Issue.record("nothing was noted")
      return
    }
    #expect(plugin.takeFault() == nil)
    #expect(try chosen.values(at: site, from: stream()) == expected)
  }

  @Test(
    arguments: [
      ("crashes", "__attribute__((constructor)) static void start(void) { abort(); }"),
      ("exits", "__attribute__((constructor)) static void start(void) { exit(0); }"),
      ("hangs", "__attribute__((constructor)) static void start(void) { for (;;) sleep(1); }"),
      ("null", "void *initlab_plugin_main(void) { return 0; }"),
      (
        "other_version", "static unsigned plugin[8] = {9}; void *initlab_plugin_main(void) { return plugin; }"
      ),
      ("no_list", "static unsigned plugin[8] = {1}; void *initlab_plugin_main(void) { return plugin; }"),
      ("no_plugin", "int answer = 42;"), ("missing_symbol", "void f(void); void g(void) { f(); }"),
    ])
  func `a library that does not load is refused with its reason`(name: String, text: String) throws {
    let folder = try TemporaryFolder()
    let includes = "#include <stdlib.h>\n#include <unistd.h>\n"
    let path = try folder.write("\(name).c", includes + text)
    let error = #expect(throws: PluginError.self) { try PluginFixture.load(path) { $0.seconds = 1 } }
    guard case .load(path, let fault)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    switch (name, fault) {
    case ("crashes", .signal(6, _, _)), ("exits", .exit(0, _)), ("hangs", .noAnswer(1)): break
    case ("null", .library(let reason)): #expect(reason.contains("NULL"))
    case ("other_version", .library(let reason)):
      #expect(reason == "it speaks version 9 of the C interface, and this program version 1")
    case ("no_list", .library(let reason)): #expect(reason.contains("initializers is NULL"))
    case ("no_plugin", .library(let reason)): #expect(reason.contains("it is not a plugin"))
    case ("missing_symbol", .library(let reason)): #expect(reason.contains("undefined symbol: f"))
    default: Issue.record("\(name): \(fault)")
    }
  }

  @Test func `a file that is no library is refused`() throws {
    let folder = try TemporaryFolder()
    for text in ["", "not a library", String(repeating: "\u{7F}ELF", count: 100)] {
      let path = try folder.write("junk.so", text)
      let error = #expect(throws: PluginError.self) { try PluginFixture.load(path) }
      guard case .load(path, .library(let reason))? = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(reason.hasPrefix("it cannot be opened: "))
    }
  }

  @Test func `the user can stop a plugin`() throws {
    let plugin = try PluginFixture.load(PluginFixture.fixtures + "/faults.c") {
      $0.isInterrupted = { FileManager.default.fileExists(atPath: PluginFixture.cache + "/stop") }
    }
    let chosen = try plugin.chosen("sleeps")
    #expect(FileManager.default.createFile(atPath: PluginFixture.cache + "/stop", contents: nil))
    defer { try? FileManager.default.removeItem(atPath: PluginFixture.cache + "/stop") }
    #expect(throws: InitializerError.fault(.interrupted, of: "sleeps")) {
      try chosen.values(at: site, from: stream())
    }
  }

  @Test func `no worker is left when a plugin is gone`() throws {
    let folder = try TemporaryFolder()
    let mark = "\(folder.path)/alive"
    let path = try folder.write(
      "alive.c",
      try String(contentsOfFile: PluginFixture.fixtures + "/faults.c", encoding: .utf8)
        + "\n__attribute__((constructor)) static void start(void) { FILE *f = fopen(\"\(mark)\", \"w\"); fprintf(f, \"%d\", (int)getpid()); fclose(f); }\n"
    )
    var plugin: Plugin? = try PluginFixture.load(path)
    let process = try #require(Int32(try String(contentsOfFile: mark, encoding: .utf8)))
    #expect(kill(process, 0) == 0)
    _ = plugin
    plugin = nil
    #expect(kill(process, 0) == -1)
  }
}
