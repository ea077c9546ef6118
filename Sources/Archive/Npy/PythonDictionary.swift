/// The dictionary in a `.npy` header: three keys, each with a value of one kind, and nothing else.
struct PythonDictionary {
  /// Axes there may be: NumPy's own limit.
  private static let mostAxes = 64

  /// What is wrong at which byte of the dictionary.
  struct Failure: Error {
    var problem: FormatProblem
    var place: Int
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Reads all of it.
  mutating func header() throws(Failure) -> NpyHeader {
    var header = NpyHeader(shape: [], type: .float64)
    var seen: Set<String> = []
    try expect("{")
    while !take("}") {
      let place = position
      let key = try text()
      guard seen.insert(key).inserted else { throw Failure(problem: .repeatedName(key), place: place) }
      try expect(":")
      switch key {
      case "descr": try readType(into: &header)
      case "fortran_order": header.isFortranOrder = try boolean()
      case "shape": header.shape = try shape()
      default: throw Failure(problem: .header(expected: "descr, fortran_order or shape"), place: place)
      }
      if !take(",") {
        try expect("}")
        break
      }
    }
    skipSpace()
    guard position == bytes.count else { throw failure("the end of the header") }
    for key in ["descr", "fortran_order", "shape"] where !seen.contains(key) { throw failure(key) }
    return header
  }

  /// Such as `'<f4'`: byte order, kind, bytes.
  private mutating func readType(into header: inout NpyHeader) throws(Failure) {
    skipSpace()
    let place = position
    guard position < bytes.count, bytes[position] == 0x22 || bytes[position] == 0x27 else {
      throw Failure(problem: .elementType("record"), place: place)
    }
    let code = try text()
    let types: [String: ElementType] = [
      "b1": .bool, "i1": .int8, "i2": .int16, "i4": .int32, "i8": .int64, "u1": .uint8, "u2": .uint16,
      "u4": .uint32, "u8": .uint64, "f2": .float16, "f4": .float32, "f8": .float64,
    ]
    let order = code.first.flatMap { "<>|=".contains($0) ? $0 : nil }
    guard let type = types[order == nil ? code : String(code.dropFirst())] else {
      throw Failure(problem: .elementType(code), place: place)
    }
    header.type = type
    header.isBigEndian = order == ">"
  }

  private mutating func boolean() throws(Failure) -> Bool {
    if take("True") { return true }
    if take("False") { return false }
    throw failure("True or False")
  }

  private mutating func shape() throws(Failure) -> [Int] {
    var sizes: [Int] = []
    try expect("(")
    while !take(")") {
      guard sizes.count < Self.mostAxes else { throw failure("at most \(Self.mostAxes) axes") }
      sizes.append(try wholeNumber())
      // Python 2 wrote long integers with an L.
      _ = take("L")
      if !take(",") {
        try expect(")")
        break
      }
    }
    return sizes
  }

  private mutating func wholeNumber() throws(Failure) -> Int {
    skipSpace()
    let digits = bytes[position...].prefix { (0x30...0x39).contains($0) }
    guard let number = Int(String(decoding: digits, as: UTF8.self)) else { throw failure("a size") }
    position += digits.count
    return number
  }

  /// What stands between two single or two double quotes; escapes have no place here.
  private mutating func text() throws(Failure) -> String {
    skipSpace()
    guard position < bytes.count, bytes[position] == 0x22 || bytes[position] == 0x27 else {
      throw failure("a quote")
    }
    let rest = bytes[(position + 1)...]
    guard let end = rest.firstIndex(of: bytes[position]), !rest[..<end].contains(UInt8(ascii: "\\")) else {
      throw failure("a closing quote")
    }
    defer { position = end + 1 }
    return String(decoding: rest[..<end], as: UTF8.self)
  }

  private mutating func take(_ word: String) -> Bool {
    skipSpace()
    guard bytes[position...].starts(with: word.utf8) else { return false }
    position += word.utf8.count
    return true
  }

  private mutating func expect(_ word: String) throws(Failure) {
    guard take(word) else { throw failure(word) }
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
  }

  private func failure(_ expected: String) -> Failure {
    Failure(problem: .header(expected: expected), place: position)
  }
}
