/// Reads JSON strictly after RFC 8259, with a limit on depth, and without names that stand twice.
struct JSONParser {
  /// Lists within lists.
  private static let deepest = 64

  /// What is wrong at which byte.
  struct Failure: Error {
    var problem: FormatProblem
    var place: Int
  }

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The value that the bytes are.
  static func value(_ bytes: [UInt8]) throws(Failure) -> JSONValue {
    var parser = JSONParser(bytes)
    let value = try parser.value()
    parser.skipSpace()
    guard parser.position == bytes.count else { throw parser.expected("the end of the text") }
    return value
  }

  private mutating func value() throws(Failure) -> JSONValue {
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return try nested { (parser) throws(Failure) in try parser.object() }
    case UInt8(ascii: "["): return try nested { (parser) throws(Failure) in try parser.array() }
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t") where take("true"): return .boolean(true)
    case UInt8(ascii: "f") where take("false"): return .boolean(false)
    case UInt8(ascii: "n") where take("null"): return .null
    case UInt8(ascii: "-")?: return .number(try number())
    case let digit? where (0x30...0x39).contains(digit): return .number(try number())
    default: throw expected("a value")
    }
  }

  private mutating func nested(
    _ body: (inout JSONParser) throws(Failure) -> JSONValue
  ) throws(Failure) -> JSONValue {
    guard depth < Self.deepest else {
      throw Failure(problem: .depth(limit: Self.deepest), place: position)
    }
    depth += 1
    position += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(Failure) -> JSONValue {
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    if take("}") { return .object([]) }
    repeat {
      skipSpace()
      let place = position
      let name = try text()
      guard names.insert(name).inserted else { throw Failure(problem: .repeatedName(name), place: place) }
      guard take(":") else { throw expected("`:`") }
      members.append(JSONValue.Member(name: name, value: try value()))
    } while take(",")
    guard take("}") else { throw expected("`,` or `}`") }
    return .object(members)
  }

  private mutating func array() throws(Failure) -> JSONValue {
    var values: [JSONValue] = []
    if take("]") { return .array([]) }
    repeat { values.append(try value()) } while take(",")
    guard take("]") else { throw expected("`,` or `]`") }
    return .array(values)
  }

  /// Sign, digits without a zero in front, fraction, exponent.
  private mutating func number() throws(Failure) -> Double {
    let start = position
    _ = takeByte("-")
    if !takeByte("0") { try digits() }
    if takeByte(".") { try digits() }
    if takeByte("e") || takeByte("E") {
      if !takeByte("-") { _ = takeByte("+") }
      try digits()
    }
    guard let number = Double(String(decoding: bytes[start..<position], as: UTF8.self)), number.isFinite
    else { throw Failure(problem: .syntax(expected: "a finite number"), place: start) }
    return number
  }

  private mutating func digits() throws(Failure) {
    let start = position
    while let byte = peek, (0x30...0x39).contains(byte) { position += 1 }
    guard position > start else { throw expected("a digit") }
  }

  private mutating func text() throws(Failure) -> String {
    guard takeByte("\"") else { throw expected("a text") }
    var content: [UInt8] = []
    while let byte = peek {
      let place = position
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: content, as: UTF8.self) else {
          throw Failure(problem: .syntax(expected: "text in UTF-8"), place: place)
        }
        return text
      case UInt8(ascii: "\\"): content += try escape()
      case 0..<0x20:
        throw Failure(problem: .syntax(expected: "an escape for a control character"), place: place)
      default: content.append(byte)
      }
    }
    throw expected("a closing quote")
  }

  private mutating func escape() throws(Failure) -> [UInt8] {
    let simple: [UInt8: UInt8] = [
      0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
    ]
    guard let byte = peek else { throw expected("an escape") }
    if let plain = simple[byte] {
      position += 1
      return [plain]
    }
    var code = try unit()
    if (0xD800..<0xDC00).contains(code) {
      guard takeByte("\\") else { throw expected("the second half of a surrogate pair") }
      let low = try unit()
      guard (0xDC00..<0xE000).contains(low) else { throw expected("the second half of a surrogate pair") }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw expected("a character") }
    return Array(String(scalar).utf8)
  }

  /// Four hexadecimal digits behind `u`.
  private mutating func unit() throws(Failure) -> UInt32 {
    guard takeByte("u") else { throw expected("an escape") }
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-"),
      let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw expected("four hexadecimal digits") }
    position += 4
    return code
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Takes a word behind white space.
  private mutating func take(_ word: String) -> Bool {
    skipSpace()
    guard bytes[position...].starts(with: word.utf8) else { return false }
    position += word.utf8.count
    return true
  }

  private mutating func takeByte(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
  }

  private func expected(_ what: String) -> Failure {
    Failure(problem: .syntax(expected: what), place: position)
  }
}
