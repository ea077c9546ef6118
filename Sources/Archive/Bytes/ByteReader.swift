/// Takes numbers and stretches of bytes out of portions, and knows how far it has come.
final class ByteReader {
  private let source: any BytePortions
  private var portion: ArraySlice<UInt8> = []
  /// Bytes taken so far.
  private(set) var offset: Int
  /// The part of the file that is read, for messages.
  private let part: String?

  var path: String { source.path }

  /// Starts at a place of the file, from which offsets are counted on.
  init(_ source: any BytePortions, part: String? = nil, offset: Int = 0) {
    self.source = source
    self.part = part
    self.offset = offset
  }

  /// Bytes still to come, where that is known beforehand.
  var remaining: Int? { source.remaining.map { $0 + portion.count } }

  /// What went wrong, at the present place or another.
  func failure(_ problem: FormatProblem, at place: Int? = nil) -> ArchiveError {
    ArchiveError(path: path, problem: .malformed(problem, offset: place ?? offset, part: part))
  }

  /// Exactly so many bytes; memory grows with those that are there.
  ///
  /// - Throws: `malformed(.truncated)`.
  func bytes(_ count: Int) throws(ArchiveError) -> [UInt8] {
    if let remaining, remaining < count { throw failure(.truncated(needed: count, found: remaining)) }
    var taken: [UInt8] = []
    while taken.count < count {
      if portion.isEmpty { portion = try source.next()[...] }
      guard !portion.isEmpty else { throw failure(.truncated(needed: count, found: taken.count)) }
      let piece = portion.prefix(count - taken.count)
      taken += piece
      portion = portion.dropFirst(piece.count)
    }
    offset += count
    return taken
  }

  /// A whole number of some bytes, the least significant first.
  func little(_ size: Int) throws(ArchiveError) -> UInt64 { try bytes(size).little(at: 0, size) }

  /// A whole number of some bytes, the most significant first.
  func big(_ size: Int) throws(ArchiveError) -> UInt64 {
    try bytes(size).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Makes sure that nothing follows; what checks itself at its end does so here.
  ///
  /// - Throws: `malformed(.surplus)`.
  func expectEnd() throws(ArchiveError) {
    if portion.isEmpty { portion = try source.next()[...] }
    if !portion.isEmpty { throw failure(.surplus(bytes: remaining ?? portion.count)) }
  }
}

extension [UInt8] {
  /// A whole number of some bytes at a place, the least significant first; the place must be there.
  func little(at place: Int, _ size: Int) -> UInt64 {
    self[place..<place + size].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Adds a whole number of some bytes, the least significant first.
  mutating func appendLittle(_ number: UInt64, _ size: Int) {
    for byte in 0..<size { append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(byte)))) }
  }
}
