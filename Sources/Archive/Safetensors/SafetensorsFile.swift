import Tensor

/// A file in the format of Hugging Face's safetensors.
///
/// Source: https://github.com/huggingface/safetensors: the length of the header in 8 bytes, little endian, the
/// header in JSON, and the numbers, without gaps; offsets count from behind the header.
struct SafetensorsFile: ArraySource {
  /// Most bytes of a header, as in the reference.
  private static let longest = 100_000_000
  private static let types: [String: ElementType] = [
    "BOOL": .bool, "I8": .int8, "I16": .int16, "I32": .int32, "I64": .int64, "U8": .uint8, "U16": .uint16,
    "U32": .uint32, "U64": .uint64, "F16": .float16, "BF16": .bfloat16, "F32": .float32, "F64": .float64,
  ]

  let headers: [ArrayHeader]
  /// Texts that go with the arrays.
  let metadata: [String: String]
  private let ranges: [Range<Int>]
  private let bytes: StoredBytes

  /// Reads the header.
  ///
  /// - Throws: `malformed`.
  init(_ bytes: StoredBytes) throws(ArchiveError) {
    let reader = ByteReader(StoredStretch(bytes, 0..<bytes.count))
    let length = try reader.little(8)
    guard length <= UInt64(Self.longest) else {
      throw reader.failure(
        .tooLarge(bytes: Int(exactly: length), limit: Self.longest), at: 0)
    }
    let members = try Self.members(try reader.bytes(Int(length)), reader)
    let start = reader.offset
    var found: [(header: ArrayHeader, range: Range<Int>)] = []
    var metadata: [String: String] = [:]
    for member in members {
      let (name, value) = (member.name, member.value)
      if name == "__metadata__" {
        metadata = try Self.texts(value, reader)
      } else {
        found.append(try Self.tensor(name, value, start, bytes.count, reader))
      }
    }
    // The reference refuses gaps and overlaps as well: nothing hides in a file.
    var end = start
    for range in found.map(\.range).sorted(by: {
      ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
    }) {
      guard range.lowerBound == end else { throw reader.failure(.layout, at: end) }
      end = range.upperBound
    }
    guard end == bytes.count else { throw reader.failure(.surplus(bytes: bytes.count - end), at: end) }
    headers = found.map(\.header)
    ranges = found.map(\.range)
    self.metadata = metadata
    self.bytes = bytes
  }

  private static func members(
    _ header: [UInt8], _ reader: ByteReader
  ) throws(ArchiveError) -> [JSONValue.Member] {
    do throws(JSONParser.Failure) {
      guard header.first == UInt8(ascii: "{"), case .object(let members) = try JSONParser.value(header) else {
        throw JSONParser.Failure(problem: .signature(format: "safetensors"), place: 0)
      }
      return members
    } catch {
      throw reader.failure(error.problem, at: 8 + error.place)
    }
  }

  private static func texts(_ value: JSONValue, _ reader: ByteReader) throws(ArchiveError) -> [String: String]
  {
    guard case .object(let members) = value else {
      throw reader.failure(.header(expected: "texts in __metadata__"), at: 8)
    }
    var texts: [String: String] = [:]
    for member in members {
      guard case .text(let text) = member.value else {
        throw reader.failure(.header(expected: "texts in __metadata__"), at: 8)
      }
      texts[member.name] = text
    }
    return texts
  }

  /// One member of the header; the range counts from the start of the file.
  private static func tensor(
    _ name: String, _ value: JSONValue, _ start: Int, _ end: Int, _ reader: ByteReader
  ) throws(ArchiveError) -> (header: ArrayHeader, range: Range<Int>) {
    func failure(_ problem: FormatProblem) -> ArchiveError {
      ArchiveError(path: reader.path, problem: .malformed(problem, offset: 8, part: name))
    }
    guard case .object(let members) = value, members.count == 3, case .text(let code)? = value["dtype"],
      case .array(let sizes)? = value["shape"], case .array(let offsets)? = value["data_offsets"]
    else { throw failure(.header(expected: "dtype, shape and data_offsets")) }
    guard let type = types[code] else { throw failure(.elementType(code)) }
    let shape = sizes.compactMap(\.size)
    guard shape.count == sizes.count else { throw failure(.header(expected: "a shape")) }
    let header = ArrayHeader(name: name, shape: shape, type: type)
    let count: Int
    switch header.checkedCount() {
    case .success(let entries): count = entries
    case .failure(let error): throw failure(error.problem)
    }
    guard offsets.count == 2, let first = offsets[0].size, let last = offsets[1].size, first <= last,
      last - first == count * type.size
    else { throw failure(.header(expected: "data_offsets that are \(count * type.size) bytes apart")) }
    guard last <= end - start else { throw failure(.truncated(needed: last, found: end - start)) }
    return (header, start + first..<start + last)
  }

  func tensor(_ index: Int) throws(ArchiveError) -> Tensor {
    let header = headers[index]
    let range = ranges[index]
    let reader = ByteReader(StoredStretch(bytes, range), part: header.name, offset: range.lowerBound)
    let count = range.count / header.type.size
    return Tensor(
      shape: header.shape,
      values: try ElementDecoder(type: header.type, isBigEndian: false).values(count, from: reader))
  }

  func stored(_ index: Int) throws(ArchiveError) -> StoredArray {
    try StoredArray(try tensor(index), path: bytes.path)
  }

  /// The bytes of an array, as they stand in the file.
  func bytes(_ index: Int) throws(ArchiveError) -> [UInt8] {
    let range = ranges[index]
    return try ByteReader(StoredStretch(bytes, range), part: headers[index].name, offset: range.lowerBound)
      .bytes(range.count)
  }

  /// Writes arrays and texts; the header is filled up with blanks so that the numbers start at a multiple of 8.
  static func write(
    _ arrays: [NamedArray], texts: [String: String] = [:], to file: FileReplacement
  ) throws(ArchiveError) {
    let metadata = texts.merging(["format": "pt"]) { $1 }.sorted { $0.key < $1.key }
    let pairs = metadata.map { "\(JSONValue.quoted($0.key)):\(JSONValue.quoted($0.value))" }
    var members: [String] = ["\"__metadata__\":{\(pairs.joined(separator: ","))}"]
    var end = 0
    // Wide numbers first: each array then starts at a multiple of its numbers' size.
    let ordered = arrays.filter { $0.writtenType.size == 8 } + arrays.filter { $0.writtenType.size < 8 }
    for array in ordered {
      let code = types.first { $0.value == array.writtenType }?.key ?? "F64"
      let start = end
      end += array.tensor.count * array.writtenType.size
      let shape = array.tensor.shape.map(String.init).joined(separator: ",")
      members.append(
        "\(JSONValue.quoted(array.name)):{\"dtype\":\"\(code)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(start),\(end)]}")
    }
    var header = Array("{\(members.joined(separator: ","))}".utf8)
    header += [UInt8](repeating: 0x20, count: (8 - header.count % 8) % 8)
    var length: [UInt8] = []
    length.appendLittle(UInt64(header.count), 8)
    try file.write(length + header)
    for array in ordered { try file.write(array.bytes) }
  }
}
