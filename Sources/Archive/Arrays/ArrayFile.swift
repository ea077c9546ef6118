import Tensor

/// A file of arrays, opened: what it holds is known, the numbers are read one array at a time.
package struct ArrayFile: Sendable {
  private let path: String
  private let source: any ArraySource

  /// Opens a file in the format that its ending names.
  ///
  /// - Throws: `ArchiveError`.
  package init(contentsOf path: String) throws(ArchiveError) {
    try self.init(contentsOf: path, format: ArrayFormat(of: path))
  }

  /// Opens a file in a format whatever its name ends in.
  package init(contentsOf path: String, format: ArrayFormat) throws(ArchiveError) {
    // Opened whatever the format: folders and devices are refused alike.
    let bytes = try StoredBytes(path: path)
    self.path = path
    source = format == .csv ? LoadedArrays(try CSVArrays.read(path: path)) : try Self.open(bytes, format)
  }

  /// Opens bytes that are in memory already, in any format but CSV.
  package init(bytes: [UInt8], format: ArrayFormat) throws(ArchiveError) {
    path = "memory"
    source = try Self.open(StoredBytes(bytes: bytes), format)
  }

  private static func open(_ bytes: StoredBytes, _ format: ArrayFormat) throws(ArchiveError)
    -> any ArraySource
  {
    switch format {
    case .safetensors: try SafetensorsFile(bytes)
    case .npz: try NpzFile(bytes)
    case .npy: try NpyFile(bytes)
    case .json: LoadedArrays(try JSONArrays.read(bytes))
    case .csv: throw ArchiveError(path: bytes.path, problem: .unknownEnding(".csv", known: []))
    }
  }

  /// What the arrays are, in the file's order.
  package var headers: [ArrayHeader] { source.headers }

  /// The numbers of an array, by its place among the headers.
  ///
  /// - Throws: `malformed`, or `notReadable`.
  package func tensor(_ index: Int) throws(ArchiveError) -> Tensor { try source.tensor(index) }

  /// The numbers of the array with a name.
  ///
  /// - Throws: `noArray` besides.
  package func tensor(named name: String) throws(ArchiveError) -> Tensor { try tensor(try place(of: name)) }

  private func place(of name: String) throws(ArchiveError) -> Int {
    guard let index = headers.firstIndex(where: { $0.name == name }) else {
      throw ArchiveError(path: path, problem: .noArray(name: name, names: headers.map(\.name)))
    }
    return index
  }

  /// The array with a name, for a data set.
  ///
  /// - Throws: as `tensor(named:)`, and `notReadable` without memory.
  package func stored(named name: String) throws(ArchiveError) -> StoredArray {
    try source.stored(try place(of: name))
  }

  /// The array of a `.npy` file, for a data set.
  ///
  /// - Throws: `ArchiveError`.
  package static func npy(_ path: String) throws(ArchiveError) -> StoredArray {
    try ArrayFile(contentsOf: path, format: .npy).source.stored(0)
  }

  /// Writes arrays to a file in the format that its ending names, whole or not at all.
  ///
  /// With `asColumns`, CSV has one column for each array instead of one row for each number.
  /// - Throws: `unknownEnding`, `severalArrays` for `.npy`, or what stands against writing.
  @discardableResult
  package static func write(
    _ arrays: [NamedArray], to path: String, asColumns: Bool = false
  ) throws(ArchiveError) -> Int {
    let format = try ArrayFormat(of: path)
    if format == .npy, arrays.count != 1 {
      throw ArchiveError(path: path, problem: .severalArrays(names: arrays.map(\.name)))
    }
    let file = try FileReplacement(path: path)
    switch format {
    case .safetensors: try SafetensorsFile.write(arrays, to: file)
    case .npz: try NpzFile.write(arrays, to: file, path: path)
    case .npy: for array in arrays { try file.write(NpyArray.bytes(of: array)) }
    case .csv where asColumns: try CSVArrays.writeColumns(arrays, to: file)
    case .csv: try CSVArrays.write(arrays, to: file)
    case .json: try JSONArrays.write(arrays, to: file)
    }
    try file.commit()
    return file.count
  }
}

/// Arrays that were read at once.
private struct LoadedArrays: ArraySource {
  let headers: [ArrayHeader]
  private let arrays: [NamedArray]

  init(_ arrays: [NamedArray]) {
    self.arrays = arrays
    headers = arrays.map { ArrayHeader(name: $0.name, shape: $0.tensor.shape, type: $0.type) }
  }

  func tensor(_ index: Int) throws(ArchiveError) -> Tensor { arrays[index].tensor }

  func stored(_ index: Int) throws(ArchiveError) -> StoredArray {
    try StoredArray(arrays[index].tensor, path: "memory")
  }
}
