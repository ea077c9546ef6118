/// A whole file in memory.
package enum FileContents {
  /// All bytes of a file.
  ///
  /// - Throws: `noSuchFile`, `isFolder` or `notReadable`.
  package static func read(_ path: String) throws(ArchiveError) -> [UInt8] {
    let source = try ByteSource(path: path)
    var bytes: [UInt8] = []
    while true {
      let portion = try source.next()
      guard !portion.isEmpty else { return bytes }
      bytes += portion
    }
  }
}
