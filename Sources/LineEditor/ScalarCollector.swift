/// UTF-8 bytes in, scalars out; what is not UTF-8 becomes U+FFFD, which is seen and can be reported.
struct ScalarCollector {
  private var bytes: [UInt8] = []
  private var missing = 0

  /// The scalars that are complete with this byte.
  mutating func feed(_ byte: UInt8) -> [UInt32] {
    guard missing > 0 else { return begin(byte) }
    guard byte & 0xc0 == 0x80 else {
      missing = 0
      return [0xfffd] + begin(byte)
    }
    bytes.append(byte)
    missing -= 1
    return missing == 0 ? String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value) : []
  }

  /// What is left of a character that was cut short.
  mutating func finish() -> [UInt32] {
    defer { missing = 0 }
    return missing > 0 ? [0xfffd] : []
  }

  private mutating func begin(_ byte: UInt8) -> [UInt32] {
    bytes = [byte]
    switch byte {
    case 0..<0x80: return [UInt32(byte)]
    case 0xc2...0xdf: missing = 1
    case 0xe0...0xef: missing = 2
    case 0xf0...0xf4: missing = 3
    default: return [0xfffd]
    }
    return []
  }
}
