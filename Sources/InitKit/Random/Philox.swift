/// The counter-based generator Philox4x32-10: four words out of a counter and a key.
///
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011; known
/// answers are those of the authors' Random123.
enum Philox {
  private static let multipliers: (UInt32, UInt32) = (0xD251_1F53, 0xCD9E_8D57)
  // The golden ratio and sqrt(3) - 1 in units of 2^-32.
  private static let weyl: (UInt32, UInt32) = (0x9E37_79B9, 0xBB67_AE85)

  /// Scrambles one counter.
  static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    var words = counter
    var (first, second) = (key.x, key.y)
    for _ in 0..<10 {
      let low = multipliers.0.multipliedFullWidth(by: words.x)
      let high = multipliers.1.multipliedFullWidth(by: words.z)
      words = SIMD4(high.high ^ words.y ^ first, high.low, low.high ^ words.w ^ second, low.low)
      first &+= weyl.0
      second &+= weyl.1
    }
    return words
  }
}
