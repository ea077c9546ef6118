import Analysis
import Foundation
import InitKit
import Initializers
import Testing

@testable import Plugins

/// The worked examples of `plugins/` build, keep the rules, and draw their laws.
@Suite struct ExampleTests {
  private func expectConformance(of plugin: Plugin) throws {
    for entry in plugin.entries {
      let report = ConformanceSuite().check(entry)
      #expect(report.findings == [], "\(entry.specification.name)")
      for rule in [ConformanceRule.fans, .mean, .variance] {
        #expect((report.checks[rule] ?? 0) > 0 || rule == .fans)
      }
    }
    #expect(plugin.takeFault() == nil)
  }

  @Test func `the example in C`() throws {
    let plugin = try PluginFixture.load(PluginFixture.root + "/plugins/triangular.c")
    try expectConformance(of: plugin)
    let site = matrix(4, 3)
    var random = stream()
    let bound = (12 / 7.0).squareRoot()
    let expected = (0..<12).map { _ in
      let first = random.uniform()
      return bound * (first + random.uniform() - 1)
    }
    #expect(try plugin.chosen("triangular").values(at: site, from: stream()) == expected)
  }

  @Test(.enabled(if: PluginFixture.has("swiftc"), PluginFixture.needsSwift))
  func `the example in Swift`() throws {
    let plugin = try PluginFixture.load(PluginFixture.root + "/plugins/half_normal.swift")
    try expectConformance(of: plugin)
    var random = stream()
    let expected = (0..<12).map { _ in abs(random.normal()) / 3.0.squareRoot() }
    #expect(
      try plugin.chosen("half_normal").values(at: matrix(4, 3), from: stream()).elementsEqual(expected) {
        abs($0 - $1) <= 1e-15
      })
  }

  @Test(.enabled(if: PluginFixture.has("swiftc"), PluginFixture.needsSwift))
  func `the scheme in Swift`() throws {
    let plugin = try PluginFixture.load(PluginFixture.root + "/plugins/unit_sums.swift")
    let entry = try #require(plugin.entries.first)
    #expect(entry.scope == .network)
    let table = try BuiltInInitializers.table.adding(entry)
    let report = try SchemeSuite(initializers: table).check(entry)
    #expect(report.findings == [])
    #expect((report.checks[.threads] ?? 0) > 0 && (report.checks[.untouched] ?? 0) > 0)
    #expect(plugin.takeFault() == nil)
  }

  @Test(.enabled(if: PluginFixture.has("rustc"), PluginFixture.needsRust))
  func `the example in Rust`() throws {
    let folder = try TemporaryFolder()
    let library = "\(folder.path)/liblaplace.so"
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "rustc", "--edition", "2021", "--crate-type", "cdylib", "-O",
      PluginFixture.root + "/plugins/laplace.rs",
      "-o", library,
    ]
    process.currentDirectoryURL = URL(filePath: folder.path)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let plugin = try PluginFixture.load(library)
    #expect(plugin.name == "laplace")
    try expectConformance(of: plugin)
  }
}
