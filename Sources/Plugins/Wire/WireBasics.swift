extension UInt64: WireValue {
  func write(to writer: inout WireWriter) { writer.put(self) }
  init(from reader: inout WireReader) throws(WireError) { self = try reader.number() }
}

extension Int: WireValue {
  func write(to writer: inout WireWriter) { writer.put(UInt64(bitPattern: Int64(self))) }
  init(from reader: inout WireReader) throws(WireError) {
    self = Int(Int64(bitPattern: try reader.number()))
  }
}

extension Double: WireValue {
  func write(to writer: inout WireWriter) { writer.put(bitPattern) }
  init(from reader: inout WireReader) throws(WireError) { self.init(bitPattern: try reader.number()) }
}

extension Bool: WireValue {
  func write(to writer: inout WireWriter) { writer.put(byte: self ? 1 : 0) }
  init(from reader: inout WireReader) throws(WireError) {
    let byte = try reader.byte()
    guard byte < 2 else { throw WireError() }
    self = byte == 1
  }
}

extension String: WireValue {
  func write(to writer: inout WireWriter) { writer.put(text: self) }
  init(from reader: inout WireReader) throws(WireError) { self = try reader.text() }
}

extension Optional: WireValue where Wrapped: WireValue {
  func write(to writer: inout WireWriter) {
    writer.put(self != nil)
    if let self { writer.put(self) }
  }

  init(from reader: inout WireReader) throws(WireError) {
    self = try reader.value(Bool.self) ? try reader.value(Wrapped.self) : nil
  }
}

extension Array: WireValue where Element: WireValue {
  func write(to writer: inout WireWriter) {
    writer.put(UInt64(count))
    for element in self { writer.put(element) }
  }

  init(from reader: inout WireReader) throws(WireError) {
    let count = try reader.count()
    self = []
    for _ in 0..<count { append(try reader.value(Element.self)) }
  }
}
