import Tensor

/// A `.npz` file: a zip archive of `.npy` files, named by the arrays.
struct NpzFile: ArraySource {
  let headers: [ArrayHeader]
  private let bytes: StoredBytes
  private let directory: ZipDirectory

  /// Reads the directory and the header of each array.
  ///
  /// - Throws: `malformed`.
  init(_ bytes: StoredBytes) throws(ArchiveError) {
    self.bytes = bytes
    directory = try ZipDirectory(bytes)
    var headers: [ArrayHeader] = []
    for entry in directory.entries {
      headers.append(
        try NpyArray.header(Self.reader(entry, bytes, directory), name: Self.name(of: entry)))
    }
    self.headers = headers
  }

  func tensor(_ index: Int) throws(ArchiveError) -> Tensor {
    try NpyArray.read(
      Self.reader(directory.entries[index], bytes, directory), name: headers[index].name)
  }

  func stored(_ index: Int) throws(ArchiveError) -> StoredArray {
    try NpyArray.stored(
      Self.reader(directory.entries[index], bytes, directory), name: headers[index].name)
  }

  private static func reader(
    _ entry: ZipEntry, _ bytes: StoredBytes, _ directory: ZipDirectory
  ) throws(ArchiveError) -> ByteReader {
    ByteReader(try ZipEntrySource(entry, of: bytes, before: directory.offset), part: entry.name)
  }

  private static func name(of entry: ZipEntry) -> String {
    entry.name.hasSuffix(".npy") ? String(entry.name.dropLast(4)) : entry.name
  }

  /// Writes arrays, stored.
  static func write(_ arrays: [NamedArray], to file: FileReplacement, path: String) throws(ArchiveError) {
    var zip = ZipWriter(file, path: path)
    for array in arrays { try zip.add(array.name + ".npy", NpyArray.bytes(of: array)) }
    try zip.finish()
  }
}
