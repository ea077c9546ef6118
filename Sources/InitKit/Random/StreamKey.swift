/// What a random stream belongs to, hashed to the generator's key.
///
/// A parameter's stream is keyed by run seed, layer name, parameter name and draw number, never by the
/// order of creation: adding, removing or widening another layer leaves its weights bit-identical.
///
/// The hash is fixed: FNV-1a of 64 bits over a tag, the numbers (8 bytes, lowest first) and the names
/// (length as 8 bytes, then UTF-8), followed by the finalizer of SplitMix64, because FNV alone spreads
/// the last bytes badly.
public struct StreamKey: Sendable, Hashable {
  /// The generator's key.
  public let bits: UInt64

  /// Takes a key as it is, for instance one that crossed a process boundary.
  public init(bits: UInt64) {
    self.bits = bits
  }

  /// The key of one parameter's draw.
  public init(seed: UInt64, layer: String, parameter: String, draw: UInt64 = 0) {
    var hash = StableHash(tag: 1)
    hash.combine(seed)
    hash.combine(layer)
    hash.combine(parameter)
    hash.combine(draw)
    self.init(bits: hash.value)
  }

  /// The key of something else that is random, for instance `shuffle` in epoch 3.
  public init(seed: UInt64, purpose: String, index: UInt64 = 0) {
    var hash = StableHash(tag: 2)
    hash.combine(seed)
    hash.combine(purpose)
    hash.combine(index)
    self.init(bits: hash.value)
  }
}

/// FNV-1a with a finalizer; the same on every machine and in every run.
private struct StableHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  init(tag: UInt8) { combine(byte: tag) }

  /// The hash of all that was combined.
  var value: UInt64 {
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func combine(byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  mutating func combine(_ number: UInt64) {
    for shift in 0..<8 { combine(byte: UInt8(truncatingIfNeeded: number >> UInt64(8 * shift))) }
  }

  mutating func combine(_ text: String) {
    combine(UInt64(text.utf8.count))
    for byte in text.utf8 { combine(byte: byte) }
  }
}
