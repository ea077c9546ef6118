import Foundation

/// The repository that the tests stand in.
enum Repository {
  /// The folder that holds `Package.swift`; the working folder of the tests from the first use on.
  ///
  /// Relative file names are opened from the process's own folder, wherever the tests were started.
  static let root: URL = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    _ = FileManager.default.changeCurrentDirectoryPath(root.path)
    return root
  }()

  /// Names of the files of one folder with an ending, sorted.
  static func files(in folder: String, ending: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
    return (names ?? []).filter { $0.hasSuffix(ending) }.sorted()
  }

  /// The text of a file.
  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }
}
