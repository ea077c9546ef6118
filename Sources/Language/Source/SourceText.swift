/// A script, or one line from the prompt, under the name that messages give it.
package struct SourceText: Equatable, Sendable {
  package let name: String
  package let bytes: [UInt8]

  package init(name: String, text: String) {
    self.name = name
    bytes = Array(text.utf8)
  }

  /// Takes the bytes of a file.
  ///
  /// - Throws: `not-utf8` with the line of the first byte that does not fit.
  package init(name: String, bytes: [UInt8]) throws(Diagnostic) {
    self.name = name
    self.bytes = bytes
    guard String(validating: bytes, as: UTF8.self) == nil else { return }
    throw Diagnostic(
      "not-utf8", "`\(name)` is not UTF-8 text (line \(Self.firstInvalidLine(in: bytes)))",
      help: "save the file as UTF-8")
  }

  private static func firstInvalidLine(in bytes: [UInt8]) -> Int {
    var line = 1
    for part in bytes.split(separator: 10, omittingEmptySubsequences: false) {
      if String(validating: part, as: UTF8.self) == nil { return line }
      line += 1
    }
    return line
  }

  /// The text of a range; ranges past the end are cut.
  package func text(_ range: SourceRange) -> String {
    let start = min(max(range.start, 0), bytes.count)
    let end = min(max(range.end, start), bytes.count)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
