import Tensor

/// Arrays as one JSON object: under each name the numbers, in lists within lists.
enum JSONArrays {
  /// Most bytes of a text that is read: it is in memory as a whole.
  private static let largest = 1 << 30

  /// Reads all arrays; `"nan"`, `"inf"` and `"-inf"` are numbers too.
  ///
  /// - Throws: `malformed`.
  static func read(_ bytes: StoredBytes) throws(ArchiveError) -> [NamedArray] {
    guard bytes.count <= largest else {
      throw failure(bytes, .tooLarge(bytes: bytes.count, limit: largest))
    }
    let text = try bytes.read(at: 0, count: bytes.count)
    let value: JSONValue
    do throws(JSONParser.Failure) {
      value = try JSONParser.value(text)
    } catch {
      throw failure(bytes, error.problem, at: error.place)
    }
    guard case .object(let members) = value else {
      throw failure(bytes, .syntax(expected: "an object of arrays"))
    }
    var arrays: [NamedArray] = []
    for member in members {
      var shape: [Int] = []
      var values: [Double] = []
      guard measure(member.value, &shape), append(member.value, shape[...], &values) else {
        throw failure(bytes, .ragged(name: member.name))
      }
      arrays.append(NamedArray(member.name, Tensor(shape: shape, values: values), .float64))
    }
    return arrays
  }

  private static func failure(
    _ bytes: StoredBytes, _ problem: FormatProblem, at place: Int = 0
  ) -> ArchiveError {
    ArchiveError(path: bytes.path, problem: .malformed(problem, offset: place, part: nil))
  }

  /// Follows the first entries down; false where there is no number.
  private static func measure(_ value: JSONValue, _ shape: inout [Int]) -> Bool {
    guard case .array(let items) = value else { return number(value) != nil }
    shape.append(items.count)
    return items.first.map { measure($0, &shape) } ?? true
  }

  private static func append(_ value: JSONValue, _ shape: ArraySlice<Int>, _ values: inout [Double]) -> Bool {
    guard let size = shape.first else {
      guard let number = number(value) else { return false }
      values.append(number)
      return true
    }
    guard case .array(let items) = value, items.count == size else { return false }
    return items.allSatisfy { append($0, shape.dropFirst(), &values) }
  }

  private static func number(_ value: JSONValue) -> Double? {
    switch value {
    case .number(let number): number
    case .text("nan"): .nan
    case .text("inf"): .infinity
    case .text("-inf"): -.infinity
    default: nil
    }
  }

  /// Writes one array a line.
  static func write(_ arrays: [NamedArray], to file: FileReplacement) throws(ArchiveError) {
    for (index, array) in arrays.enumerated() {
      var text = (index == 0 ? "{\n" : ",\n") + JSONValue.quoted(array.name) + ": "
      append(array.tensor.values[...], array.tensor.shape[...], array.writtenType, to: &text)
      try file.write(Array(text.utf8))
    }
    try file.write(Array((arrays.isEmpty ? "{}\n" : "\n}\n").utf8))
  }

  private static func append(
    _ values: ArraySlice<Double>, _ shape: ArraySlice<Int>, _ type: ElementType, to text: inout String
  ) {
    guard let size = shape.first else {
      if let value = values.first {
        text += type.isInteger ? String(Int64(exactly: value) ?? 0) : JSONValue.written(value)
      }
      return
    }
    let width = size > 0 ? values.count / size : 0
    text += "["
    for row in 0..<size {
      if row > 0 { text += ", " }
      let start = values.startIndex + row * width
      append(values[start..<start + width], shape.dropFirst(), type, to: &text)
    }
    text += "]"
  }
}
