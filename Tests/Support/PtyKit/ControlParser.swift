/// Splits what a program sends into characters, control bytes and escape sequences.
struct ControlParser {
  /// One thing a terminal does.
  enum Item {
    case scalar(Unicode.Scalar)
    case control(UInt8)
    case sequence(final: Character, parameters: String)
  }

  private enum State { case ground, escape, sequence, title, charset }
  private var state = State.ground
  private var parameters = ""
  private var bytes: [UInt8] = []
  private var missing = 0

  /// The item that is complete with this byte.
  mutating func feed(_ byte: UInt8) -> Item? {
    switch state {
    case .ground: return feedText(byte)
    case .escape:
      parameters = ""
      state = [0x5b: .sequence, 0x5d: .title, 0x28: .charset, 0x29: .charset][byte] ?? .ground
    case .charset: state = .ground
    case .title:
      if byte == 0x07 || byte == 0x5c { state = .ground }
    case .sequence:
      let character = Character(Unicode.Scalar(byte))
      if (0x40...0x7e).contains(byte) {
        state = .ground
        return .sequence(final: character, parameters: parameters)
      }
      parameters.append(character)
    }
    return nil
  }

  private mutating func feedText(_ byte: UInt8) -> Item? {
    if missing > 0 {
      bytes.append(byte)
      missing -= 1
      return missing == 0
        ? String(decoding: bytes, as: UTF8.self).unicodeScalars.first.map { .scalar($0) } : nil
    }
    switch byte {
    case 0x1b: state = .escape
    case 0..<0x20: return .control(byte)
    case 0x20..<0x7f: return .scalar(Unicode.Scalar(byte))
    case 0xc2...0xdf: begin(byte, 1)
    case 0xe0...0xef: begin(byte, 2)
    case 0xf0...0xf4: begin(byte, 3)
    default: break
    }
    return nil
  }

  private mutating func begin(_ byte: UInt8, _ count: Int) {
    bytes = [byte]
    missing = count
  }
}
