import LineEditor
import Plugins

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the process around the program says: the only place that asks.
enum ProcessEnvironment {
  /// The folder that relative names start from.
  static var workingFolder: String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }

  /// Makes a folder the one that relative names start from, if it is still there.
  static func enter(_ folder: String) { _ = chdir(folder) }

  /// How many processors the process may use at once, 64 at the most.
  static var processors: Int { min(64, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Whether a person types the input.
  static var isInputTerminal: Bool { isatty(0) == 1 }

  /// The user's home folder.
  static var homeFolder: String? { variable("HOME") }

  /// Whether the locale shows more than ASCII; a locale that nobody set is taken as UTF-8.
  static var usesUnicode: Bool {
    guard let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap({ variable($0) }).first else {
      return true
    }
    return locale.lowercased().contains("utf")
  }

  /// The file of commands that an interactive session starts with.
  static var startupFile: String? {
    let folder = variable("XDG_CONFIG_HOME") ?? homeFolder.map { $0 + "/.config" }
    return folder.map { $0 + "/initlab/rc.lab" }
  }

  /// What plugins need: the program itself as worker, folders by the XDG rules, compilers.
  static var plugins: PluginSettings {
    let folder = programFolder
    let cache = variable("XDG_CACHE_HOME") ?? homeFolder.map { $0 + "/.cache" } ?? "/tmp"
    let data = variable("XDG_DATA_HOME") ?? homeFolder.map { $0 + "/.local/share" }
    var settings = PluginSettings(
      program: "/proc/self/exe", cacheFolder: cache + "/initlab/plugins",
      moduleFolders: [folder + "/Modules", folder, folder + "/../lib/initlab"])
    settings.userFolder = data.map { $0 + "/initlab/plugins" }
    if let compiler = variable("INITLAB_SWIFTC") { settings.swiftCompiler = compiler }
    if let compiler = variable("INITLAB_CC") { settings.cCompiler = compiler }
    settings.isInterrupted = { Interrupts.requested }
    return settings
  }

  /// The folder that the running program lies in.
  private static var programFolder: String {
    guard let path = realpath("/proc/self/exe", nil) else { return "." }
    defer { free(path) }
    let text = String(cString: path)
    return text.lastIndex(of: "/").map { String(text[..<$0]) } ?? "."
  }

  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }
}
