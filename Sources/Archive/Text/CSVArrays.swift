import Tensor

/// Arrays as comma separated values: one row a number, with its array's name and its place on each axis.
///
/// Columns: `parameter,axis0,axis1,…,value`, as many axes as the array with the most has; the others leave
/// theirs empty.
enum CSVArrays {
  /// Places of an array, in the order of their rows.
  private struct Rows {
    var axes: Int
    var places: [Int] = []
    var values: [Double] = []
  }

  /// Reads all arrays; rows may come in any order.
  ///
  /// - Throws: what a CSV file can be wrong in, and `malformed(.ragged)` for places missing or given twice.
  static func read(path: String) throws(ArchiveError) -> [NamedArray] {
    var reader = try CSVReader(ByteSource(path: path), separator: nil)
    var record = CSVRecord()
    guard try reader.next(into: &record) else { throw ArchiveError(path: path, problem: .empty) }
    let columns = record.fields.count
    guard columns >= 2, record.text(0) == "parameter", record.text(columns - 1) == "value" else {
      throw ArchiveError(
        path: path,
        problem: .malformed(.header(expected: "parameter,axis0,…,value"), offset: 0, part: nil))
    }
    var order: [String] = []
    var rows: [String: Rows] = [:]
    while try reader.next(into: &record) {
      guard record.fields.count == columns else {
        let problem = ArchiveError.Problem.raggedRow(expected: columns, found: record.fields.count)
        throw ArchiveError(path: path, problem: problem, place: record.place(0))
      }
      guard let name = record.text(0) else {
        throw ArchiveError(path: path, problem: .invalidUTF8, place: record.place(0))
      }
      let places = try places(record, path)
      if rows[name] == nil {
        rows[name] = Rows(axes: places.count)
        order.append(name)
      }
      guard rows[name]?.axes == places.count else { throw ragged(name, record, path) }
      rows[name]?.places += places
      rows[name]?.values.append(try number(record, columns - 1, path))
    }
    guard !order.isEmpty else { throw ArchiveError(path: path, problem: .onlyHeader) }
    var arrays: [NamedArray] = []
    for name in order {
      guard let tensor = rows[name].flatMap(tensor) else { throw ragged(name, record, path) }
      arrays.append(NamedArray(name, tensor, .float64))
    }
    return arrays
  }

  private static func ragged(_ name: String, _ record: CSVRecord, _ path: String) -> ArchiveError {
    let offset = record.fields.first?.offset ?? 0
    return ArchiveError(path: path, problem: .malformed(.ragged(name: name), offset: offset, part: name))
  }

  private static func places(_ record: CSVRecord, _ path: String) throws(ArchiveError) -> [Int] {
    var places: [Int] = []
    for column in 1..<max(1, record.fields.count - 1) where !record.trimmed(column).isEmpty {
      let number = try number(record, column, path)
      guard places.count == column - 1, let place = Int(exactly: number), place >= 0 else {
        throw ArchiveError(
          path: path, problem: .notANumber(text: record.text(column) ?? ""), place: record.place(column))
      }
      places.append(place)
    }
    return places
  }

  private static func number(_ record: CSVRecord, _ column: Int, _ path: String) throws(ArchiveError)
    -> Double
  {
    let text = record.text(column) ?? ""
    switch DecimalText(record.trimmed(column), decimalComma: false) {
    case .number(let number): return number
    case .missing:
      throw ArchiveError(path: path, problem: .missingValue(text: text), place: record.place(column))
    case .outOfRange:
      throw ArchiveError(path: path, problem: .numberOutOfRange(text: text), place: record.place(column))
    case .text: throw ArchiveError(path: path, problem: .notANumber(text: text), place: record.place(column))
    }
  }

  /// The rows put in their places, nil when places are missing or given twice.
  private static func tensor(_ rows: Rows) -> Tensor? {
    var shape = [Int](repeating: 0, count: rows.axes)
    for (index, place) in rows.places.enumerated() {
      shape[index % rows.axes] = max(shape[index % rows.axes], place + 1)
    }
    guard ArrayHeader(name: "", shape: shape, type: .float64).count == rows.values.count else { return nil }
    var values = [Double](repeating: 0, count: rows.values.count)
    var isFilled = [Bool](repeating: false, count: values.count)
    for (index, value) in rows.values.enumerated() {
      let place = (0..<rows.axes).reduce(0) { $0 * shape[$1] + rows.places[index * rows.axes + $1] }
      guard !isFilled[place] else { return nil }
      isFilled[place] = true
      values[place] = value
    }
    return Tensor(shape: shape, values: values)
  }

  /// Writes all numbers.
  static func write(_ arrays: [NamedArray], to file: FileReplacement) throws(ArchiveError) {
    let axes = arrays.map(\.tensor.rank).max() ?? 0
    try file.write(
      Array("parameter,\((0..<axes).map { "axis\($0)," }.joined())value\n".utf8))
    for array in arrays {
      let name = quoted(array.name)
      let empty = String(repeating: ",", count: axes - array.tensor.rank)
      var place = [Int](repeating: 0, count: array.tensor.rank)
      var text = ""
      for value in array.tensor.values {
        text += "\(name),\(place.map { "\($0)," }.joined())\(empty)\(written(value, array.writtenType))\n"
        advance(&place, array.tensor.shape)
        if text.utf8.count > 1 << 16 {
          try file.write(Array(text.utf8))
          text = ""
        }
      }
      try file.write(Array(text.utf8))
    }
  }

  /// Writes arrays of one axis and one length as columns, with their names in the first row.
  static func writeColumns(_ arrays: [NamedArray], to file: FileReplacement) throws(ArchiveError) {
    var text = arrays.map { quoted($0.name) }.joined(separator: ",") + "\n"
    for row in 0..<(arrays.map(\.tensor.count).min() ?? 0) {
      text += arrays.map { written($0.tensor.values[row], $0.writtenType) }.joined(separator: ",") + "\n"
    }
    try file.write(Array(text.utf8))
  }

  private static func written(_ value: Double, _ type: ElementType) -> String {
    type.isInteger ? String(Int64(exactly: value) ?? 0) : value.description
  }

  private static func advance(_ place: inout [Int], _ shape: [Int]) {
    for axis in place.indices.reversed() {
      place[axis] += 1
      guard place[axis] == shape[axis] else { return }
      place[axis] = 0
    }
  }

  private static func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
    return "\"\(text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
  }
}
