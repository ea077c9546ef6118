import Foundation
import InitKit
import Testing

@testable import Plugins

/// What the tests of plugins share: the built program as worker, a cache of their own.
enum PluginFixture {
  /// The built program lies beside the tests' bundle.
  static let programFolder =
    Bundle.main.executableURL?.deletingLastPathComponent().path ?? "\(root)/.build/debug"

  /// The repository.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// Where the tests' fixtures stand.
  static let fixtures = "\(root)/Tests/PluginTests/Fixtures"

  /// One cache for all tests of a run: a fixture is compiled once. It goes when the run ends.
  static let cache: String = {
    let path = FileManager.default.temporaryDirectory.path + "/initlab-plugins-\(UUID().uuidString)"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(atPath: PluginFixture.cache) }
    return path
  }()

  static var settings: PluginSettings {
    var settings = PluginSettings(
      program: programFolder + "/initlab", cacheFolder: cache,
      moduleFolders: [programFolder + "/Modules", programFolder])
    // A busy machine is no fault; those that wait for one take less.
    settings.seconds = 60
    return settings
  }

  /// Loads a file with settings of one's own.
  static func load(
    _ path: String, _ change: (inout PluginSettings) -> Void = { _ in }
  ) throws -> Plugin {
    var settings = Self.settings
    change(&settings)
    return try PluginLoader(settings).load(PluginFile(path))
  }

  /// Whether a compiler is on the PATH that `swift test` has.
  static func has(_ compiler: String) -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(compiler)")
    }
  }

  /// Why a test of Swift plugins does not run here.
  static let needsSwift: Comment = "swiftc is not on the PATH: plugins in Swift are not tested"
  /// Why a test of plugins in Rust does not run here.
  static let needsRust: Comment = "rustc is not on the PATH: the plugin in Rust is not tested"
}

extension Plugin {
  /// An initializer of the plugin with its arguments.
  func chosen(_ name: String, _ named: [NamedArgument] = []) throws -> ChosenInitializer {
    let entry = try #require(entries.first { $0.specification.name == name })
    return try entry.choose([], named)
  }
}

/// A matrix for the tests.
func matrix(_ rows: Int, _ columns: Int, activation: ActivationSite = .identity) -> WeightSite {
  let shape = [rows, columns]
  return WeightSite(
    layer: "h1", shape: shape, fans: Fans(shape: shape, layout: .dense), layerIndex: 1, layerCount: 3,
    activation: activation)
}

/// The stream of a matrix.
func stream(seed: UInt64 = 0) -> RandomStream {
  RandomStream(StreamKey(seed: seed, layer: "h1", parameter: "weight"))
}

/// A folder of a test's own, removed at the end.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/initlab-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and gives its path.
  func write(_ name: String, _ text: String, executable: Bool = false) throws -> String {
    let file = "\(path)/\(name)"
    try Data(text.utf8).write(to: URL(filePath: file))
    if executable { try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file) }
    return file
  }
}
