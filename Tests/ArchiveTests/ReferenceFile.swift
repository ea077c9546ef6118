import Foundation
import Testing

/// Files of `Tests/ArchiveTests/Reference`: written by NumPy 2.4, by Python's `zipfile`, or byte by byte.
enum ReferenceFile {
  static func path(_ name: String) throws -> String {
    let folder = try #require(Bundle.module.url(forResource: "Reference", withExtension: nil))
    return folder.appending(path: name).path
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path(name))))
  }
}

/// A folder of a test's own, removed at the end.
final class ScratchFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/initlab-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}
