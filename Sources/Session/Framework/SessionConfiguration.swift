import Plugins

/// How a session starts; it never looks at the environment itself.
package struct SessionConfiguration: Sendable {
  /// Seed of all random numbers, until `seed N`.
  package var seed: UInt64 = 0
  /// Threads of large operations, until `set threads N`.
  package var threads = 1
  /// No shell, no plugin, no file outside the working folder.
  package var isSafe = false
  /// Where relative file names start, as an absolute path.
  package var workingFolder = "."
  /// The user's home folder, for `~`; nil where there is none.
  package var homeFolder: String?
  /// A unique prefix of a command stands for it.
  package var allowsPrefixes = false

  /// What plugins need; nil where none can be loaded.
  package var plugins: PluginSettings?

  package init() {}
}
