/// The content of a file in a zip archive, unpacked, counted and checked at its end.
final class ZipEntrySource: BytePortions {
  private let packed: any BytePortions
  private let entry: ZipEntry
  private let start: Int
  private var checksum = Checksum()
  private var count = 0
  var path: String { packed.path }
  var remaining: Int? { packed.remaining }

  /// - Throws: `malformed` when the entry is not where the directory says, or of a kind that is not read.
  init(_ entry: ZipEntry, of bytes: StoredBytes, before limit: Int) throws(ArchiveError) {
    func failure(_ problem: FormatProblem) -> ArchiveError {
      ArchiveError(
        path: bytes.path, problem: .malformed(problem, offset: entry.offset, part: entry.name))
    }
    let fixed = try bytes.read(at: entry.offset, count: 30)
    guard entry.offset <= limit - 30, fixed.count == 30, fixed.little(at: 0, 4) == 0x0403_4B50 else {
      throw failure(.header(expected: "an entry of the archive"))
    }
    guard !entry.isEncrypted else { throw failure(.encrypted) }
    guard entry.method == 0 || entry.method == 8 else { throw failure(.compression(entry.method)) }
    start = entry.offset + 30 + Int(fixed.little(at: 26, 2)) + Int(fixed.little(at: 28, 2))
    guard start <= limit, entry.packed <= limit - start else {
      throw failure(.truncated(needed: entry.packed, found: max(0, limit - start)))
    }
    guard entry.method == 8 || entry.packed == entry.unpacked else {
      throw failure(.header(expected: "equal sizes of a stored entry"))
    }
    let stretch = StoredStretch(bytes, start..<start + entry.packed)
    packed = entry.method == 8 ? try Inflater(stretch, .raw, part: entry.name) : stretch
    self.entry = entry
  }

  func next() throws(ArchiveError) -> [UInt8] {
    let portion = try packed.next()
    count += portion.count
    checksum.add(portion)
    if count > entry.unpacked { throw failure(.surplus(bytes: count - entry.unpacked)) }
    guard portion.isEmpty else { return portion }
    if count < entry.unpacked { throw failure(.truncated(needed: entry.unpacked, found: count)) }
    if checksum.value != entry.checksum { throw failure(.checksum) }
    return []
  }

  private func failure(_ problem: FormatProblem) -> ArchiveError {
    ArchiveError(path: path, problem: .malformed(problem, offset: start, part: entry.name))
  }
}
