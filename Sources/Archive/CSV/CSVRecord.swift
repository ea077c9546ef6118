/// The fields of one record, unquoted, in one buffer that is used again for the next.
struct CSVRecord {
  /// Where a field's bytes are and where they came from.
  struct Field {
    var bytes: Range<Int>
    var line: Int
    var offset: Int
    var isQuoted: Bool
  }

  /// Bytes of one field, so that a quote that is never closed does not read the file into memory.
  static let longestField = 1 << 20

  /// Fields of one record.
  static let mostFields = 100_000

  var bytes: [UInt8] = []
  var fields: [Field] = []

  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    fields.removeAll(keepingCapacity: true)
  }

  /// One field's bytes without the spaces and tabs around them.
  func trimmed(_ index: Int) -> ArraySlice<UInt8> {
    var slice = bytes[fields[index].bytes]
    while let first = slice.first, first == 0x20 || first == 0x09 { slice.removeFirst() }
    while let last = slice.last, last == 0x20 || last == 0x09 { slice.removeLast() }
    return slice
  }

  /// One field as text, without spaces around it unless it was quoted; nil when it is not UTF-8.
  func text(_ index: Int) -> String? {
    let slice = fields[index].isQuoted ? bytes[fields[index].bytes] : trimmed(index)
    return String(validating: slice, as: UTF8.self)
  }

  func place(_ index: Int, name: String? = nil) -> FilePlace {
    FilePlace(line: fields[index].line, column: index + 1, name: name, offset: fields[index].offset)
  }
}
