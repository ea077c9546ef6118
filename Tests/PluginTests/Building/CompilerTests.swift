import Foundation
import InitKit
import Testing

@testable import Plugins

/// Compilers that are missing, others, slow, or find errors.
@Suite struct CompilerTests {
  private let swift = "import InitKit\nstruct Mine: Initializer {}\n"

  private func error(_ path: String, _ change: (inout PluginSettings) -> Void) throws -> BuildError? {
    let error = #expect(throws: PluginError.self) { try PluginFixture.load(path, change) }
    guard case .build(let reason)? = error else { return nil }
    return reason
  }

  @Test func `a compiler that is not there is said to be missing`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("mine.swift", swift)
    #expect(
      try error(path) { $0.swiftCompiler = "no-such-swiftc" }
        == .noCompiler("no-such-swiftc", reason: "No such file or directory"))
    let c = try folder.write("missing.c", "int x;")
    #expect(
      try error(c) { $0.cCompiler = "\(folder.path)/no-such-cc" }
        == .noCompiler("\(folder.path)/no-such-cc", reason: "No such file or directory"))
  }

  @Test func `a compiler of another version is refused`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("mine.swift", swift)
    let other = try folder.write("swiftc", "#!/bin/sh\necho 'Swift version 4.2'\n", executable: true)
    let needed = try InitKitModule(in: PluginFixture.settings.moduleFolders).compiler
    #expect(
      try error(path) { $0.swiftCompiler = other }
        == .otherCompiler(other, found: "Swift version 4.2", needed: needed))
  }

  @Test func `a compiler that does not end is stopped`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("mine.c", "int x;")
    let slow = try folder.write("cc", "#!/bin/sh\nsleep 1000\n", executable: true)
    #expect(
      try error(path) {
        $0.cCompiler = slow
        $0.compilerSeconds = 0.5
      } == .slowCompiler(slow, seconds: 0.5))
  }

  @Test func `what a compiler leaves behind is removed with the folder of the build`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("mine.c", "int x;")
    let script = """
      #!/bin/sh
      echo "$TMPDIR" >> '\(folder.path)/places'
      mkdir -p "$TMPDIR/TemporaryDirectory.x/.deep" && touch "$TMPDIR/TemporaryDirectory.x/.deep/.hidden"
      ln -s '\(folder.path)' "$TMPDIR/link-$$"
      [ "$1" = --version ] && exit 0
      echo compiler >&2; exit 1

      """
    let compiler = try folder.write("cc", script, executable: true)
    let cache = folder.path + "/cache"
    let reason = try error(path) {
      $0.cCompiler = compiler
      $0.cacheFolder = cache
    }
    guard case .compiler? = reason else {
      Issue.record("not compiled, but \(String(describing: reason))")
      return
    }
    let places = try String(contentsOfFile: folder.path + "/places", encoding: .utf8).split(separator: "\n")
    #expect(places.count == 2 && places.allSatisfy { $0.hasPrefix(cache + "/build-") })
    #expect(try FileManager.default.contentsOfDirectory(atPath: cache) == [])
    #expect(FileManager.default.fileExists(atPath: path))
  }

  @Test func `the cache of all tests goes when their run ends`() async throws {
    let folder = try TemporaryFolder()
    let note = folder.path + "/note"
    await #expect(processExitsWith: .success) { [note = note as String] in
      #expect(FileManager.default.fileExists(atPath: PluginFixture.cache))
      try PluginFixture.cache.write(toFile: note, atomically: false, encoding: .utf8)
    }
    let cache = try String(contentsOfFile: note, encoding: .utf8)
    #expect(cache != PluginFixture.cache && !FileManager.default.fileExists(atPath: cache))
  }

  @Test func `a C compiler's error has its place in the user's file`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("mine.c", "int f(void) {\n  return undeclared;\n}\n")
    guard case .compiler(path, _, let messages, _)? = try error(path, { _ in }) else {
      Issue.record("it compiled")
      return
    }
    let first = try #require(messages.first)
    #expect((first.line, first.column) == (2, 10))
    #expect(first.text.contains("undeclared"))
  }

  @Test func `without the module beside the program nothing in Swift is built`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("mine.swift", swift)
    #expect(try error(path) { $0.moduleFolders = [folder.path] } == .noModule(folders: [folder.path]))
  }

  @Test func `a cache that cannot be written is named`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("mine.c", "int x;")
    guard case .cache(let place, _)? = try error(path, { $0.cacheFolder = "/proc/nowhere" }) else {
      Issue.record("it was written")
      return
    }
    #expect(place == "/proc/nowhere")
  }

  @Test func `files that cannot be plugins are refused`() throws {
    let folder = try TemporaryFolder()
    #expect(
      try error(folder.path + "/none.c") { _ in }
        == .unreadable(path: folder.path + "/none.c", reason: "No such file or directory"))
    let text = try folder.write("mine.txt", "x")
    #expect(try error(text) { _ in } == .unknownKind(path: text))
  }

  @Test(arguments: [
    ("mine.swift", "mine"), ("a/b/libmine.so", "mine"), ("lib.so", "lib"), ("libmine.c", "libmine"),
    ("mine", "mine"), ("a.b.lab", "a.b"),
  ])
  func `a plugin is called after its file`(path: String, name: String) {
    #expect(PluginFile(path).name == name)
  }

  @Test func `messages of a compiler are taken apart, each once, errors first`() {
    let output = """
      /tmp/x/mine.swift:3:5: warning: never used
      /tmp/x/mine.swift:7:12: error: no member
      7 |   weights
        |            `- error: no member
      /tmp/x/other.swift:1:1: error: elsewhere
      /tmp/x/mine.swift:7:12: error: no member
      mine.swift:9:1: fatal error: the end
      """
    #expect(
      CompilerMessage.found(in: output, for: "mine.swift") == [
        CompilerMessage(line: 7, column: 12, isError: true, text: "no member"),
        CompilerMessage(line: 9, column: 1, isError: true, text: "the end"),
        CompilerMessage(line: 3, column: 5, isError: false, text: "never used"),
      ])
  }

  @Test func `hashes tell contents apart, whatever the parts`() {
    var one = ContentHash()
    one.combine("ab")
    one.combine("c")
    var other = ContentHash()
    other.combine("a")
    other.combine("bc")
    #expect(one.text != other.text)
    #expect(one.text.count == 32)
    #expect(ContentHash.text(of: [1, 2]) == ContentHash.text(of: [1, 2]))
  }
}
