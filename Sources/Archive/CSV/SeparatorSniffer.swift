/// Finds the separator seen most often in the first record, outside of quotes.
struct SeparatorSniffer {
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Bytes looked at when the first record does not end before.
  private static let most = 1 << 16

  private static let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

  private var counts = [0, 0, 0]
  private var position = 0
  private var isQuoted = false
  private var isAfterText = false

  /// The comma when none is seen.
  var separator: UInt8 {
    let most = counts.max() ?? 0
    return Self.candidates[counts.firstIndex(of: most) ?? 0]
  }

  /// Looks at what is new in `bytes`, the beginning of the file; true when that is enough.
  mutating func isDone(with bytes: [UInt8]) -> Bool {
    while position < min(bytes.count, Self.most) {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard !isQuoted else { continue }
      if byte == 0x0A || byte == 0x0D {
        // Empty lines in front are skipped; the mark alone is not enough to be recognized.
        if isAfterText, position > Self.byteOrderMark.count { return true }
      } else {
        isAfterText = isAfterText || (byte != 0x20 && byte != 0x09)
        if let index = Self.candidates.firstIndex(of: byte) { counts[index] += 1 }
      }
    }
    // An empty file is at its end at once.
    return bytes.isEmpty || position >= Self.most
  }
}
