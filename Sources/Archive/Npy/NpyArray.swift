import Tensor

/// An array in NumPy's own format.
enum NpyArray {
  /// Reads a whole array and makes sure that nothing follows it.
  ///
  /// - Throws: `malformed`.
  static func read(_ reader: ByteReader, name: String) throws(ArchiveError) -> Tensor {
    let header = try NpyHeader(reader)
    let count = try count(header, name, reader)
    let decoder = ElementDecoder(type: header.type, isBigEndian: header.isBigEndian)
    let values = try decoder.values(count, from: reader)
    try reader.expectEnd()
    let isTransposed = header.isFortranOrder && header.shape.count > 1
    return Tensor(
      shape: header.shape, values: isTransposed ? rowMajor(values, header.shape) : values)
  }

  /// Reads a whole array into one block; one in Fortran's order takes a detour.
  ///
  /// - Throws: `malformed`, `notReadable` without memory.
  static func stored(_ reader: ByteReader, name: String) throws(ArchiveError) -> StoredArray {
    let header = try NpyHeader(reader)
    let count = try count(header, name, reader)
    let decoder = ElementDecoder(type: header.type, isBigEndian: header.isBigEndian)
    if header.isFortranOrder, header.shape.count > 1 {
      let values = rowMajor(try decoder.values(count, from: reader), header.shape)
      try reader.expectEnd()
      return try StoredArray(Tensor(shape: header.shape, values: values), path: reader.path)
    }
    let numbers = try decoder.numbers(count, from: reader)
    try reader.expectEnd()
    return StoredArray(shape: header.shape, numbers: numbers)
  }

  /// Reads no further than the numbers, and makes sure that there may be as many as it says.
  static func header(_ reader: ByteReader, name: String) throws(ArchiveError) -> ArrayHeader {
    let header = try NpyHeader(reader)
    _ = try count(header, name, reader)
    return ArrayHeader(name: name, shape: header.shape, type: header.type)
  }

  private static func count(
    _ header: NpyHeader, _ name: String, _ reader: ByteReader
  ) throws(ArchiveError) -> Int {
    switch ArrayHeader(name: name, shape: header.shape, type: header.type).checkedCount() {
    case .success(let count): return count
    case .failure(let error): throw reader.failure(error.problem)
    }
  }

  /// Brings numbers in whose order the first axis varies fastest into the order where the last one does.
  private static func rowMajor(_ values: [Double], _ shape: [Int]) -> [Double] {
    guard !values.isEmpty else { return values }
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in 1..<shape.count { strides[axis] = strides[axis - 1] * shape[axis - 1] }
    var result: [Double] = []
    result.reserveCapacity(values.count)
    var index = [Int](repeating: 0, count: shape.count)
    var place = 0
    while result.count < values.count {
      result.append(values[place])
      var axis = shape.count - 1
      while axis >= 0 {
        index[axis] += 1
        place += strides[axis]
        guard index[axis] == shape[axis] else { break }
        place -= strides[axis] * shape[axis]
        index[axis] = 0
        axis -= 1
      }
    }
    return result
  }

  /// The bytes of a whole file.
  static func bytes(of array: NamedArray) -> [UInt8] {
    NpyHeader(shape: array.tensor.shape, type: array.writtenType).bytes + array.bytes
  }
}

/// A `.npy` file as a file of one array.
struct NpyFile: ArraySource {
  let headers: [ArrayHeader]
  private let bytes: StoredBytes

  init(_ bytes: StoredBytes) throws(ArchiveError) {
    self.bytes = bytes
    headers = [try NpyArray.header(Self.reader(bytes), name: "")]
  }

  func tensor(_ index: Int) throws(ArchiveError) -> Tensor {
    try NpyArray.read(Self.reader(bytes), name: "")
  }

  func stored(_ index: Int) throws(ArchiveError) -> StoredArray {
    try NpyArray.stored(Self.reader(bytes), name: "")
  }

  private static func reader(_ bytes: StoredBytes) -> ByteReader {
    ByteReader(StoredStretch(bytes, 0..<bytes.count))
  }
}
