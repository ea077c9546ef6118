/// A hash of everything that a build depends on: FNV-1a of 64 bits, twice, with different starts.
struct ContentHash {
  private var first: UInt64 = 0xCBF2_9CE4_8422_2325
  private var second: UInt64 = 0x8422_2325_CBF2_9CE4

  mutating func combine(_ bytes: some Sequence<UInt8>) {
    var count: UInt64 = 0
    for byte in bytes {
      combine(byte: byte)
      count += 1
    }
    // The length, so that what belongs to one part cannot go over into the next.
    for shift in 0..<8 { combine(byte: UInt8(truncatingIfNeeded: count >> UInt64(8 * shift))) }
  }

  mutating func combine(_ text: String) { combine(text.utf8) }

  private mutating func combine(byte: UInt8) {
    first = (first ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    second = (second ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 ^ (second >> 29)
  }

  /// Digits for a file's name.
  var text: String {
    [first, second].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  static func text(of bytes: [UInt8]) -> String {
    var hash = ContentHash()
    hash.combine(bytes)
    return hash.text
  }
}
