import Foundation
import Plugins

/// What sessions of the tests need for plugins: the built program as worker, a cache of their own.
enum TestPlugins {
  /// The built program lies beside the tests' bundle.
  private static let folder =
    Bundle.main.executableURL?.deletingLastPathComponent().path ?? Repository.root.path + "/.build/debug"

  /// It goes when the run of the tests ends.
  private static let cache: String = {
    atexit { try? FileManager.default.removeItem(atPath: TestPlugins.cache) }
    return FileManager.default.temporaryDirectory.path + "/initlab-session-plugins-\(UUID().uuidString)"
  }()

  static var settings: PluginSettings {
    var settings = PluginSettings(
      program: folder + "/initlab", cacheFolder: cache, moduleFolders: [folder + "/Modules", folder])
    // A busy machine is no fault of a plugin.
    settings.seconds = 60
    return settings
  }
}
