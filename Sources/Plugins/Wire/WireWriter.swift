/// Writes values one after the other, as bytes that `WireReader` reads back.
struct WireWriter {
  /// What was written.
  private(set) var bytes: [UInt8] = []

  mutating func put(byte: UInt8) { bytes.append(byte) }

  /// Eight bytes, lowest first.
  mutating func put(_ number: UInt64) {
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * shift))) }
  }

  mutating func put(_ value: some WireValue) { value.write(to: &self) }

  /// The length, then UTF-8.
  mutating func put(text: String) {
    put(UInt64(text.utf8.count))
    bytes += text.utf8
  }
}

/// A value that goes from one process to the other.
protocol WireValue {
  func write(to writer: inout WireWriter)
  init(from reader: inout WireReader) throws(WireError)
}

/// The bytes mean nothing.
struct WireError: Error {}
