/// Writes files into a zip archive, stored as they are.
///
/// Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16. No time is written down, so that
/// equal contents make equal archives.
struct ZipWriter {
  /// What fits without zip64.
  private static let largest = Int(UInt32.max) - 1

  private let file: FileReplacement
  private let path: String
  private var directory: [UInt8] = []
  private var count = 0

  init(_ file: FileReplacement, path: String) {
    self.file = file
    self.path = path
  }

  /// Adds a file.
  ///
  /// - Throws: `notWritable`, or `malformed(.tooLarge)` beyond 4 GiB.
  mutating func add(_ name: String, _ bytes: [UInt8]) throws(ArchiveError) {
    let end = file.count + bytes.count + directory.count + 1024 + 4 * name.utf8.count
    guard end <= Self.largest, count < 0xFFFE else {
      throw ArchiveError(
        path: path,
        problem: .malformed(.tooLarge(bytes: end, limit: Self.largest), offset: file.count, part: name))
    }
    var checksum = Checksum()
    checksum.add(bytes)
    // Version 2.0; bit 11: the name is UTF-8; method 0; 1 January 1980.
    var common: [UInt8] = [20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0]
    common.appendLittle(UInt64(checksum.value), 4)
    common.appendLittle(UInt64(bytes.count), 4)
    common.appendLittle(UInt64(bytes.count), 4)
    common.appendLittle(UInt64(name.utf8.count), 2)
    common += [0, 0]
    directory += [0x50, 0x4B, 1, 2, 20, 0] + common + [UInt8](repeating: 0, count: 10)
    directory.appendLittle(UInt64(file.count), 4)
    directory += Array(name.utf8)
    count += 1
    try file.write([0x50, 0x4B, 3, 4] + common + Array(name.utf8))
    try file.write(bytes)
  }

  /// Adds the directory.
  func finish() throws(ArchiveError) {
    var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    end.appendLittle(UInt64(count), 2)
    end.appendLittle(UInt64(count), 2)
    end.appendLittle(UInt64(directory.count), 4)
    end.appendLittle(UInt64(file.count), 4)
    try file.write(directory + end + [0, 0])
  }
}
