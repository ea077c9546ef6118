/// A plugin's file, judged by its name.
package struct PluginFile: Equatable, Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  /// The name without folder and ending; `libmine.so` is `mine`.
  package var name: String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    return ending == "so" && stem.hasPrefix("lib") && stem.count > 3 ? String(stem.dropFirst(3)) : stem
  }

  /// What it is; nil for a file of no kind, or one of formulas.
  package var kind: PluginKind? {
    switch ending {
    case "swift": .swift
    case "c": .c
    case "so": .library
    default: nil
    }
  }

  /// Whether it holds formulas.
  package var isScript: Bool { ending == "lab" }

  private var ending: String? {
    guard let file = path.split(separator: "/").last, let dot = file.lastIndex(of: ".") else { return nil }
    return String(file[file.index(after: dot)...])
  }

  /// The plugins in a folder, sorted.
  package static func files(in folder: String) -> [PluginFile] {
    FileBytes.names(in: folder).map { PluginFile("\(folder)/\($0)") }.filter { $0.kind != nil || $0.isScript }
  }

  package static func isFolder(_ path: String) -> Bool { FileBytes.isFolder(path) }
  package static func exists(_ path: String) -> Bool { FileBytes.exists(path) }
}

extension PluginFile {
  /// Writes a new plugin's file.
  ///
  /// - Throws: `unwritable` with the system's word for why not.
  package static func write(_ text: String, to path: String) throws(PluginError) {
    do throws(SystemError) {
      try FileBytes.write(text.utf8, to: path, mode: 0o644)
    } catch {
      throw .build(.unwritable(path: path, reason: error.text))
    }
  }
}
