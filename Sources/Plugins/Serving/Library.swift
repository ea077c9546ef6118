import CInitABI
import InitKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a library is none of ours.
struct LibraryError: Error {
  /// Stands behind the file's name: "is not a plugin: …".
  let reason: String
}

/// A shared object that a worker has opened; it stays open until the worker ends.
///
/// Only what a check has shown to fit is called: a plugin that was built for other types would be called
/// wrongly without any error.
struct Library {
  let isSwift: Bool
  let entries: [InitializerEntry]

  static func open(_ path: String, stamp: String) throws(LibraryError) -> Library {
    guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw LibraryError(reason: refusal(dlerror().map { String(cString: $0) } ?? "no reason given", path))
    }
    if let symbol = dlsym(handle, "initlab_plugin_main") {
      let main = unsafeBitCast(symbol, to: (@convention(c) () -> UnsafePointer<initlab_plugin>?).self)
      return Library(isSwift: false, entries: try CPlugin.entries(of: main()))
    }
    guard let found = dlsym(handle, "initlab_plugin_stamp"),
      let register = dlsym(handle, "initlab_swift_register")
    else {
      throw LibraryError(
        reason: "it is not a plugin: it exports neither `initlab_plugin_main` (C) nor a Swift plugin's stamp")
    }
    let stampText = unsafeBitCast(found, to: (@convention(c) () -> UnsafePointer<CChar>).self)()
    let built = String(cString: stampText)
    guard built == stamp else {
      throw LibraryError(
        reason: "it was built for \(built), and this program is \(stamp): load its source instead")
    }
    var entries: [InitializerEntry] = []
    withUnsafeMutablePointer(to: &entries) { pointer in
      unsafeBitCast(register, to: (@convention(c) (UnsafeMutableRawPointer) -> Void).self)(pointer)
    }
    return Library(isSwift: true, entries: entries)
  }

  /// The loader's message without what only we know.
  private static func refusal(_ message: String, _ path: String) -> String {
    if message.contains("$s7InitKit") {
      return "it was built against another InitKit: load its source instead"
    }
    let text = message.hasPrefix(path + ": ") ? String(message.dropFirst(path.count + 2)) : message
    return "it cannot be opened: \(text)"
  }
}
