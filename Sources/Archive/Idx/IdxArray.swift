import Tensor

/// An array in the format of the MNIST files, as it is or packed by gzip.
///
/// Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database": two zero bytes, the type, the number of axes,
/// each size in four bytes, then the numbers, all big endian.
package enum IdxArray {
  private static let types: [UInt8: ElementType] = [
    0x08: .uint8, 0x09: .int8, 0x0B: .int16, 0x0C: .int32, 0x0D: .float32, 0x0E: .float64,
  ]

  /// Reads a file.
  ///
  /// - Throws: `ArchiveError`.
  package static func read(_ path: String) throws(ArchiveError) -> StoredArray {
    try read(StoredBytes(path: path))
  }

  /// Reads a file that is in memory already.
  package static func read(bytes: [UInt8]) throws(ArchiveError) -> StoredArray {
    try read(StoredBytes(bytes: bytes))
  }

  private static func read(_ bytes: StoredBytes) throws(ArchiveError) -> StoredArray {
    let whole = StoredStretch(bytes, 0..<bytes.count)
    let isPacked = try bytes.read(at: 0, count: 2) == [0x1F, 0x8B]
    return try read(ByteReader(isPacked ? try Inflater(whole, .gzip) : whole))
  }

  private static func read(_ reader: ByteReader) throws(ArchiveError) -> StoredArray {
    let start = try reader.bytes(4)
    guard start[0] == 0, start[1] == 0, start[3] > 0 else {
      throw reader.failure(.signature(format: "IDX"), at: 0)
    }
    guard let type = types[start[2]] else {
      throw reader.failure(.elementType(String(start[2])), at: 2)
    }
    var shape: [Int] = []
    for _ in 0..<start[3] { shape.append(Int(try reader.big(4))) }
    switch ArrayHeader(name: "", shape: shape, type: type).checkedCount() {
    case .failure(let error): throw reader.failure(error.problem, at: 4)
    case .success(let count):
      let numbers = try ElementDecoder(type: type, isBigEndian: true).numbers(count, from: reader)
      try reader.expectEnd()
      return StoredArray(shape: shape, numbers: numbers)
    }
  }
}
