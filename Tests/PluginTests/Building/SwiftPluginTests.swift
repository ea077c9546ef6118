import Analysis
import Foundation
import InitKit
import Initializers
import Testing

@testable import Plugins

/// Plugins in Swift: compiled, kept, bound to the program's own InitKit.
@Suite(.enabled(if: PluginFixture.has("swiftc"), PluginFixture.needsSwift))
struct SwiftPluginTests {
  private let site = matrix(6, 5)

  /// A plugin whose fill is the lines given.
  private func text(_ body: String, name: String = "mine") -> String {
    """
    import InitKit

    struct Mine: Initializer {
      static let specification = InitializerSpecification(
        name: "\(name)", summary: "For the tests.", formula: "none", source: "none",
        parameters: [
          .number("gain", default: 1, in: .positive, help: "factor"),
          .choice("law", of: ["normal", "uniform"], help: "which law"),
        ], suits: "tests", notes: ["a note"])
      let gain: Double
      let isNormal: Bool
      init(_ arguments: InitializerArguments) throws(InitializerError) {
        gain = try arguments.number("gain")
        isNormal = try arguments.text("law") == "normal"
        if gain > 100 { throw .conflict(parameter: "gain", with: "law") }
      }
      var law: EntryLaw { isNormal ? .normal(mean: 0, deviation: gain) : .uniform(low: -gain, high: gain) }
      func fill(
        _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
      ) throws(InitializerError) {
    \(body)
      }
      func promise(at site: WeightSite) -> Promise? { Promise(independent: law, at: site) }
    }
    """
  }

  private let good = "    context.fill(&weights, with: law)"

  @Test func `a file with a type is a plugin, and draws what it would draw in the program`() throws {
    let folder = try TemporaryFolder()
    let plugin = try PluginFixture.load(try folder.write("mine.swift", text(good)))
    #expect(plugin.entries.map(\.specification.name) == ["mine"])
    #expect(plugin.entries.map(\.origin) == [.swift])
    let specification = try #require(plugin.entries.first).specification
    #expect(specification.notes == ["a note"])
    #expect(specification.parameters.map(\.name) == ["gain", "law"])
    for law in ["normal", "uniform"] {
      let chosen = try plugin.chosen(
        "mine", [NamedArgument("gain", .number(2)), NamedArgument("law", .text(law))])
      var random = stream()
      let entryLaw =
        law == "normal" ? EntryLaw.normal(mean: 0, deviation: 2) : .uniform(low: -2, high: 2)
      let expected = (0..<site.count).map { _ in entryLaw.draw(from: &random) }
      #expect(try chosen.values(at: site, from: stream()) == expected)
      #expect(chosen.promise(at: site) == Promise(independent: entryLaw, at: site))
    }
    #expect(throws: InitializerError.conflict(parameter: "gain", with: "law")) {
      try plugin.chosen("mine", [NamedArgument("gain", .number(101))])
    }
    #expect(
      throws: InitializerError.unknownChoice(parameter: "law", found: "x", choices: ["normal", "uniform"])
    ) {
      try plugin.chosen("mine", [NamedArgument("law", .text("x"))])
    }
    #expect(ConformanceSuite().check(try #require(plugin.entries.first)).findings == [])
  }

  @Test(
    arguments: [
      ("fatalError(\"my table is empty\")", Int(SIGILL), "my table is empty"),
      ("weights[weights.count] = 1", Int(SIGILL), ""),
      ("var x: Int? = nil; if site.rows > 99 { x = 1 }; weights[0] = Double(x!)", Int(SIGILL), ""),
    ])
  func `a trap of Swift ends the worker, with its text where it has one`(
    body: String, signal: Int, words: String
  ) throws {
    let folder = try TemporaryFolder()
    let plugin = try PluginFixture.load(try folder.write("mine.swift", text(body)))
    let error = #expect(throws: InitializerError.self) {
      try plugin.chosen("mine").values(at: site, from: stream())
    }
    guard case .fault(.signal(signal, _, let lastWords), _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(words.isEmpty || lastWords.contains(words))
  }

  @Test func `an error that is thrown arrives as it is`() throws {
    let folder = try TemporaryFolder()
    let plugin = try PluginFixture.load(
      try folder.write("mine.swift", text("    throw .shape(found: site.shape, needed: .axes(3))")))
    #expect(throws: InitializerError.shape(found: [6, 5], needed: .axes(3))) {
      try plugin.chosen("mine").values(at: site, from: stream())
    }
  }

  @Test func `a compiler's error has its place in the user's file`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("mine.swift", text("    weights[0] = site.fanInn"))
    let error = #expect(throws: PluginError.self) { try PluginFixture.load(path) }
    guard case .build(.compiler(path, let source, let messages, _))? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let first = try #require(messages.first)
    #expect(first.isError)
    #expect(first.text.contains("fanInn"))
    let line = source.split(separator: "\n", omittingEmptySubsequences: false)[first.line - 1]
    #expect(line.dropFirst(first.column - 1).hasPrefix("fanInn"))
  }

  @Test func `a file without a conforming type is refused before it is compiled`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("mine.swift", "import InitKit\nlet x = 1\n")
    #expect(throws: PluginError.build(.noInitializer(path: path))) { try PluginFixture.load(path) }
  }

  @Test func `a file is compiled once for its content, and again when it changed`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("mine.swift", text(good))
    let builder = PluginBuilder(PluginFixture.settings, module: nil)
    let first = try builder.library(of: path, .swift)
    #expect(
      try builder.library(of: path, .swift)
        == BuiltLibrary(path: first.path, stamp: first.stamp, isCached: true))
    let plugin = try PluginFixture.load(path)
    let before = try plugin.chosen("mine").values(at: site, from: stream())
    _ = try folder.write("mine.swift", text(good + "\n    weights[0] = 5"))
    let second = try builder.library(of: path, .swift)
    #expect(second.path != first.path)
    let fresh = try PluginFixture.load(path)
    let chosen = try plugin.chosen("mine")
    #expect(try chosen.values(at: site, from: stream()) == before)
    // A reload reaches those who chose it before.
    plugin.take(over: fresh)
    #expect(try chosen.values(at: site, from: stream()) == [5] + before.dropFirst())
  }

  @Test func `a library that was built for another InitKit is refused`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("mine.swift", text(good))
    let library = try PluginBuilder(PluginFixture.settings, module: nil).library(of: path, .swift)
    // The same library, with one letter of its stamp changed.
    var bytes = try Data(contentsOf: URL(filePath: library.path))
    let stamp = Data(library.stamp.utf8)
    while let range = bytes.range(of: stamp) {
      bytes.replaceSubrange(range, with: Data(("X" + library.stamp.dropFirst()).utf8))
    }
    let other = "\(folder.path)/other.so"
    try bytes.write(to: URL(filePath: other))
    let error = #expect(throws: PluginError.self) { try PluginFixture.load(other) }
    guard case .load(other, .library(let reason))? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.hasPrefix("it was built for XnitKit"))
    // As it is it loads: a library goes by its stamp.
    #expect(try PluginFixture.load(library.path).entries.count == 1)
  }

  @Test func `a program that was built anew compiles nothing`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("mine.swift", text(good))
    let module = try InitKitModule(in: PluginFixture.settings.moduleFolders)
    var bytes = try Data(contentsOf: URL(filePath: module.folder + "/InitKit.swiftmodule"))
    bytes.append(0)
    try bytes.write(to: URL(filePath: folder.path + "/InitKit.swiftmodule"))
    let other = try InitKitModule(in: [folder.path])
    #expect(throws: BuildError.rebuilt) {
      try PluginBuilder(PluginFixture.settings, module: other).library(of: path, .swift)
    }
    #expect(other.compiler == module.compiler)
    #expect(module.compiler.hasPrefix("Swift version 6"))
  }
}
