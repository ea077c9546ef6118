/// A file in a zip archive, as the archive's directory describes it.
struct ZipEntry: Equatable {
  var name: String
  /// 0 for stored bytes, 8 for deflated ones.
  var method: Int
  var isEncrypted: Bool
  var checksum: UInt32
  /// Bytes in the archive, and without compression.
  var packed: Int
  var unpacked: Int
  /// Where the entry's own header stands.
  var offset: Int
}

/// The list of files at the end of a zip archive.
///
/// Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.12 (central directory), 4.3.14 to 4.3.16 (its end, also
/// of zip64) and 4.5.3 (zip64 extra field). All numbers are little endian. Archives in several pieces and
/// archives behind a program are not read.
struct ZipDirectory {
  /// Bytes of the end record without its comment, and of the longest comment.
  private static let (endSize, longestComment) = (22, 0xFFFF)
  /// Most bytes of a directory, and files in it: each is opened to see what it holds.
  private static let (largest, mostEntries) = (8 << 20, 10_000)
  /// Stands in a field whose number is in the zip64 record.
  private static let elsewhere: UInt64 = 0xFFFF_FFFF

  private(set) var entries: [ZipEntry] = []
  /// Where the directory starts, and entries end.
  let offset: Int

  /// - Throws: `malformed` when there is no directory, or when it breaks the format.
  init(_ bytes: StoredBytes) throws(ArchiveError) {
    let (end, tail) = try Self.findEnd(bytes)
    var count = tail.little(at: 10, 2)
    var size = tail.little(at: 12, 4)
    var start = tail.little(at: 16, 4)
    var limit = end
    if count == 0xFFFF || size == Self.elsewhere || start == Self.elsewhere {
      let (place, record) = try Self.zip64End(bytes, before: end)
      (count, size, start) = (record.little(at: 32, 8), record.little(at: 40, 8), record.little(at: 48, 8))
      limit = place
    }
    guard size <= UInt64(Self.largest) else {
      let problem = FormatProblem.tooLarge(bytes: Int(exactly: size), limit: Self.largest)
      throw Self.failure(bytes, problem, at: end)
    }
    guard start <= UInt64(limit), UInt64(limit) - start >= size else {
      throw Self.failure(bytes, .header(expected: "the place of the directory"), at: end)
    }
    guard count <= UInt64(Self.mostEntries) else {
      throw Self.failure(bytes, .header(expected: "at most \(Self.mostEntries) files"), at: end)
    }
    offset = Int(start)
    try read(bytes, count: count, size: Int(size))
  }

  private mutating func read(_ bytes: StoredBytes, count: UInt64, size: Int) throws(ArchiveError) {
    let reader = ByteReader(StoredStretch(bytes, offset..<offset + size), offset: offset)
    var names: Set<String> = []
    while reader.remaining ?? 0 > 0 {
      let place = reader.offset
      let entry = try Self.entry(reader)
      guard names.insert(entry.name).inserted else {
        throw reader.failure(.repeatedName(entry.name), at: place)
      }
      entries.append(entry)
    }
    guard UInt64(entries.count) == count else {
      throw reader.failure(.header(expected: "\(count) files in the directory"))
    }
  }

  private static func entry(_ reader: ByteReader) throws(ArchiveError) -> ZipEntry {
    let place = reader.offset
    let fixed = try reader.bytes(46)
    guard fixed.little(at: 0, 4) == 0x0201_4B50 else {
      throw reader.failure(.header(expected: "an entry of the directory"), at: place)
    }
    let name = try reader.bytes(Int(fixed.little(at: 28, 2)))
    let extra = try reader.bytes(Int(fixed.little(at: 30, 2)))
    _ = try reader.bytes(Int(fixed.little(at: 32, 2)))
    guard let text = String(validating: name, as: UTF8.self) else {
      throw reader.failure(.header(expected: "a name in UTF-8"), at: place + 46)
    }
    // In the extra field only the numbers stand that have no room in their own, in this order.
    var long = zip64(extra)
    func number(_ at: Int) throws(ArchiveError) -> Int {
      let short = fixed.little(at: at, 4)
      guard short == elsewhere else { return Int(short) }
      guard long.count >= 8, let number = Int(exactly: Array(long.prefix(8)).little(at: 0, 8)) else {
        throw reader.failure(.header(expected: "the zip64 size of an entry"), at: place)
      }
      long = long.dropFirst(8)
      return number
    }
    let unpacked = try number(24)
    let packed = try number(20)
    return ZipEntry(
      name: text, method: Int(fixed.little(at: 10, 2)), isEncrypted: fixed.little(at: 8, 2) & 1 == 1,
      checksum: UInt32(fixed.little(at: 16, 4)), packed: packed, unpacked: unpacked, offset: try number(42))
  }

  /// The content of the extra field with the number 1.
  private static func zip64(_ extra: [UInt8]) -> ArraySlice<UInt8> {
    var place = 0
    while place + 4 <= extra.count {
      let size = Int(extra.little(at: place + 2, 2))
      guard place + 4 + size <= extra.count else { break }
      if extra.little(at: place, 2) == 1 { return extra[place + 4..<place + 4 + size] }
      place += 4 + size
    }
    return []
  }

  /// The end record, which ends with the file: its place and bytes.
  private static func findEnd(_ bytes: StoredBytes) throws(ArchiveError) -> (Int, [UInt8]) {
    guard try bytes.read(at: 0, count: 2) == [0x50, 0x4B] else {
      throw failure(bytes, .signature(format: "zip"), at: 0)
    }
    let size = min(bytes.count, endSize + longestComment)
    let tail = try bytes.read(at: bytes.count - size, count: size)
    for place in stride(from: tail.count - endSize, through: 0, by: -1) where tail[place] == 0x50 {
      guard tail.little(at: place, 4) == 0x0605_4B50 else { continue }
      guard place + endSize + Int(tail.little(at: place + 20, 2)) == tail.count else { continue }
      return (bytes.count - size + place, Array(tail[place..<place + endSize]))
    }
    throw failure(bytes, .header(expected: "the directory of a zip file"), at: bytes.count)
  }

  private static func zip64End(
    _ bytes: StoredBytes, before end: Int
  ) throws(ArchiveError) -> (Int, [UInt8]) {
    let locator = try bytes.read(at: end - 20, count: 20)
    guard locator.count == 20, locator.little(at: 0, 4) == 0x0706_4B50,
      let place = Int(exactly: locator.little(at: 8, 8)), place <= end - 20 - 56
    else { throw failure(bytes, .header(expected: "the zip64 directory's place"), at: max(0, end - 20)) }
    let record = try bytes.read(at: place, count: 56)
    guard record.count == 56, record.little(at: 0, 4) == 0x0606_4B50 else {
      throw failure(bytes, .header(expected: "the zip64 directory"), at: place)
    }
    return (place, record)
  }

  private static func failure(_ bytes: StoredBytes, _ problem: FormatProblem, at offset: Int) -> ArchiveError
  {
    ArchiveError(path: bytes.path, problem: .malformed(problem, offset: offset, part: nil))
  }
}
