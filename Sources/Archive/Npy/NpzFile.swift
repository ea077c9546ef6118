import Tensor

/// A `.npz` file: a zip archive of `.npy` files, named by the arrays.
struct NpzFile: ArraySource {
  let headers: [ArrayHeader]
  private let bytes: StoredBytes
  private let directory: ZipDirectory
  /// The members that are arrays; NumPy leaves others alone, too.
  private let entries: [ZipEntry]

  /// Reads the directory and the header of each array.
  ///
  /// - Throws: `malformed`.
  init(_ bytes: StoredBytes) throws(ArchiveError) {
    self.bytes = bytes
    directory = try ZipDirectory(bytes)
    entries = directory.entries.filter { $0.name.hasSuffix(Self.ending) }
    var headers: [ArrayHeader] = []
    for entry in entries {
      let name = String(entry.name.dropLast(Self.ending.count))
      headers.append(try NpyArray.header(Self.reader(entry, bytes, directory), name: name))
    }
    self.headers = headers
  }

  func tensor(_ index: Int) throws(ArchiveError) -> Tensor {
    try NpyArray.read(
      Self.reader(entries[index], bytes, directory), name: headers[index].name)
  }

  func stored(_ index: Int) throws(ArchiveError) -> StoredArray {
    try NpyArray.stored(
      Self.reader(entries[index], bytes, directory), name: headers[index].name)
  }

  private static func reader(
    _ entry: ZipEntry, _ bytes: StoredBytes, _ directory: ZipDirectory
  ) throws(ArchiveError) -> ByteReader {
    ByteReader(try ZipEntrySource(entry, of: bytes, before: directory.offset), part: entry.name)
  }

  private static let ending = ".npy"

  /// Writes arrays, stored.
  static func write(_ arrays: [NamedArray], to file: FileReplacement, path: String) throws(ArchiveError) {
    var zip = ZipWriter(file, path: path)
    for array in arrays { try zip.add(array.name + ending, NpyArray.bytes(of: array)) }
    try zip.finish()
  }
}
