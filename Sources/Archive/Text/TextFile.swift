/// A text file as characters.
package enum TextFile {
  /// Characters of a text: more are no text to learn by heart.
  private static let longest = 1 << 28
  /// Characters between two questions whether to stop.
  private static let stretch = 1 << 16

  /// The Unicode scalars of a file in UTF-8, without a byte order mark.
  ///
  /// - Throws: what stands against reading; `empty`; `invalidUTF8` or `nulByte` with line and byte; `stopped` when
  ///   it was asked to stop.
  package static func scalars(
    _ path: String, shouldStop: () -> Bool = { false }
  ) throws(ArchiveError) -> [Unicode.Scalar] {
    // Opened so that a device or a pipe is refused.
    let stored = try StoredBytes(path: path)
    guard stored.count <= longest else {
      throw ArchiveError(
        path: path,
        problem: .malformed(.tooLarge(bytes: stored.count, limit: longest), offset: 0, part: nil))
    }
    return try scalars(try stored.read(at: 0, count: stored.count), path: path, shouldStop)
  }

  /// The same of bytes that are in memory.
  package static func scalars(bytes: [UInt8]) throws(ArchiveError) -> [Unicode.Scalar] {
    try scalars(bytes, path: "memory") { false }
  }

  private static func scalars(
    _ bytes: [UInt8], path: String, _ shouldStop: () -> Bool
  ) throws(ArchiveError) -> [Unicode.Scalar] {
    let mark: [UInt8] =
      bytes.starts(with: SeparatorSniffer.byteOrderMark) ? SeparatorSniffer.byteOrderMark : []
    var iterator = bytes.dropFirst(mark.count).makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(bytes.count)
    var (offset, line) = (mark.count, 1)
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        guard scalar.value != 0 else { throw failure(.nulByte, path, line, offset) }
        scalars.append(scalar)
        offset += encoded.count
        if scalar == "\n" { line += 1 }
        if scalars.count % stretch == 0, shouldStop() { throw ArchiveError(path: path, problem: .stopped) }
      case .error: throw failure(.invalidUTF8, path, line, offset)
      case .emptyInput:
        guard !scalars.isEmpty else { throw ArchiveError(path: path, problem: .empty) }
        return scalars
      }
    }
  }

  private static func failure(
    _ problem: ArchiveError.Problem, _ path: String, _ line: Int, _ offset: Int
  ) -> ArchiveError {
    ArchiveError(path: path, problem: problem, place: FilePlace(line: line, offset: offset))
  }
}
