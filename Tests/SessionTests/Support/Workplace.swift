import Foundation
import Testing

/// A copy of the files that scripts of the tests name, where anything may be written; removed at the end.
///
/// Relative names start from the process's own folder, so whoever works in it is a process of their own.
final class Workplace {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["Tests/Golden", "examples", "plugins"] {
      let copy = URL(filePath: folder.path).appending(path: name)
      try FileManager.default.createDirectory(
        at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: Repository.root.appending(path: name), to: copy)
    }
  }

  /// The folder to `enter`.
  var path: String { folder.path }

  /// Makes a folder the one that relative names start from, for the rest of this process.
  static func enter(_ path: String) throws {
    // From its first use on the repository would be that folder.
    _ = Repository.root
    try #require(FileManager.default.changeCurrentDirectoryPath(path))
  }
}
