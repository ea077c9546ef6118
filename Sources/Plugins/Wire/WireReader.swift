/// Reads what `WireWriter` wrote; anything else throws, whatever the bytes are.
struct WireReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: some Sequence<UInt8>) { rest = Array(bytes)[...] }

  /// Whether nothing is left.
  var isAtEnd: Bool { rest.isEmpty }

  mutating func byte() throws(WireError) -> UInt8 {
    guard let first = rest.popFirst() else { throw WireError() }
    return first
  }

  mutating func number() throws(WireError) -> UInt64 {
    guard rest.count >= 8 else { throw WireError() }
    let bytes = rest.prefix(8)
    rest = rest.dropFirst(8)
    return bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// A count of things of which each takes a byte at least, so that no count asks for more than was sent.
  mutating func count() throws(WireError) -> Int {
    let count = try number()
    guard count <= UInt64(rest.count) else { throw WireError() }
    return Int(count)
  }

  mutating func text() throws(WireError) -> String {
    let length = try count()
    let bytes = rest.prefix(length)
    rest = rest.dropFirst(length)
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func value<Value: WireValue>(_ type: Value.Type = Value.self) throws(WireError) -> Value {
    try Value(from: &self)
  }
}
