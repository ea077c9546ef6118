import InitKit
import Plugins

/// The plugins of a session, in the order they were loaded.
struct PluginShelf {
  /// One loaded file.
  struct Item {
    /// The file's name without its ending.
    var name: String
    /// The user's file.
    var path: String
    /// The rows that it put into the table.
    var initializers: [String]
    /// What runs it; nil for a file of formulas.
    var plugin: Plugin?
  }

  private(set) var items: [Item] = []
  /// Made at the first use: it reads files beside the program.
  private var loader: PluginLoader?

  /// What builds and loads.
  mutating func loader(_ settings: PluginSettings) -> PluginLoader {
    if let loader { return loader }
    let made = PluginLoader(settings)
    loader = made
    return made
  }

  /// The plugin of a name, or the one that holds an initializer of that name.
  func item(_ name: String) -> Item? {
    items.first { $0.name == name } ?? items.first { $0.initializers.contains(name) }
  }

  /// Puts an item in place of the one with its name, or behind all.
  mutating func put(_ item: Item) {
    if let place = items.firstIndex(where: { $0.name == item.name }) {
      items[place] = item
    } else {
      items.append(item)
    }
  }

  mutating func remove(_ name: String) { items.removeAll { $0.name == name } }
}

extension Session {
  /// The files in the user's folder that are not loaded.
  var offeredPlugins: [PluginFile] {
    guard let folder = configuration.plugins?.userFolder else { return [] }
    return PluginFile.files(in: folder).filter { file in !plugins.items.contains { $0.path == file.path } }
  }

  /// How a name that is not in the table could come into it: the user's folder has a file of that name.
  func offer(of name: String) -> String? {
    offeredPlugins.contains { $0.name == name } ? "`plugin load \(name)` loads it from your folder" : nil
  }

  /// What runs plugins.
  ///
  /// - Throws: `safe-mode`, or `no-plugins` where the program cannot run any.
  func pluginLoader(for call: Call) throws -> PluginLoader {
    guard !configuration.isSafe else {
      throw call.failure(
        "safe-mode", "no plugin is loaded in safe mode", at: call.binder.argument("file"),
        label: "not with --safe",
        help: "start initlab without `--safe`; a formula needs no plugin: `init define`")
    }
    guard let settings = configuration.plugins else {
      throw call.failure(
        "no-plugins", "this program cannot run plugins here",
        help: "a formula needs no plugin: `init define mine = normal(0, 0.1)`")
    }
    return plugins.loader(settings)
  }
}
