import Foundation

/// The repository as the house's tests see it.
enum House {
  /// The folder that holds `Package.swift`.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The text of one file.
  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// All Swift files below a folder of the repository, with their text.
  static func swiftFiles(below folder: String) throws -> [SourceFile] {
    try files(below: folder, withExtensions: ["swift"])
  }

  /// All files with one of the extensions below a folder of the repository, sorted by path.
  static func files(below folder: String, withExtensions extensions: Set<String>) throws -> [SourceFile] {
    let base = root.appendingPathComponent(folder)
    let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
    return try paths.sorted().filter { extensions.contains(($0 as NSString).pathExtension) }.map { path in
      let text = try String(contentsOf: base.appendingPathComponent(path), encoding: .utf8)
      return SourceFile(path: "\(folder)/\(path)", text: text)
    }
  }
}

extension StringProtocol {
  /// Whether a word stands in the text: by bytes, which is a hundred times as fast as by characters.
  func holds(_ word: String) -> Bool { withCString { strstr($0, word) != nil } }
}

/// One file of the repository.
struct SourceFile {
  /// Path from the repository's root.
  let path: String
  /// The whole text.
  let text: String

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The module under `Sources/` that the file belongs to.
  var module: String { String(path.split(separator: "/")[1]) }

  /// Lines without what a comment holds: enough to look for forbidden words.
  var code: [(number: Int, text: Substring)] {
    lines.enumerated().compactMap { index, line in
      let trimmed = line.drop { $0 == " " }
      guard !trimmed.hasPrefix("//") else { return nil }
      return (index + 1, line)
    }
  }

  /// Names of the modules that the file imports.
  var imports: [String] {
    lines.compactMap { line in
      let words = line.split(separator: " ").drop { $0.hasPrefix("@") || $0 == "package" || $0 == "public" }
      guard words.first == "import", let last = words.last else { return nil }
      return String(last.split(separator: ".")[0])
    }
  }
}
