import InitKit

/// Digests of what streams and portable mathematics give, on operands made of integers.
///
/// This file is also built alone with them for other processors: it may use nothing but `InitKit`.
struct PortableBits {
  /// What has a digest of its own.
  static let families = ["streams", "portable_functions", "normal_laws"]

  /// A number that depends on every bit of a family's results; all NaN count as one.
  static func digest(_ family: String) -> UInt64 {
    var bits = PortableBits()
    switch family {
    case "streams": bits.takeStreams()
    case "portable_functions": bits.takeFunctions()
    default: bits.takeNormalLaws()
    }
    return bits.digest
  }

  /// A line for each family, as in `Reference/bits.txt`.
  static var lines: [String] {
    families.map { family in
      let digits = String(digest(family), radix: 16)
      return family + " " + String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
  }

  private var digest: UInt64 = 0

  private mutating func take(_ word: UInt64) {
    digest = (digest ^ word) &* 0x9E37_79B9_7F4A_7C15
    digest ^= digest >> 32
  }

  private mutating func take(_ number: Double) { take(number.isNaN ? 0x7FF8 << 48 : number.bitPattern) }

  private mutating func takeStreams() {
    for lane: UInt64 in 0..<3 {
      let key = StreamKey(seed: 7, layer: "h1", parameter: "weight", draw: lane)
      var stream = RandomStream(key, lane: lane, position: lane)
      for _ in 0..<400 {
        take(stream.next())
        take(stream.uniform())
        take(stream.uniform(-0.3, 0.7))
        take(stream.openUniform())
        take(stream.centeredUniform())
        take(stream.normal())
        take(UInt64(stream.below(1000)))
      }
      for place in stream.permutation(100) { take(UInt64(place)) }
    }
  }

  /// Numbers of every size, and numbers that functions have most to do with.
  private mutating func takeFunctions() {
    var stream = RandomStream(StreamKey(bits: 11))
    for _ in 0..<400 {
      takeFunctions(of: Double(bitPattern: stream.next()))
      for scale in [1.0, 8, 64, 1024] { takeFunctions(of: (stream.uniform() - 0.5) * scale) }
    }
  }

  private mutating func takeFunctions(of x: Double) {
    take(PortableMath.exp(x))
    take(PortableMath.log(x))
    take(PortableMath.erf(x))
    take(PortableMath.erfc(x))
    take(PortableMath.normalDensity(x))
    take(PortableMath.normalCumulative(x))
    guard abs(x) < 0x1p20 else { return }
    take(PortableMath.sin(x))
    take(PortableMath.cos(x))
  }

  private mutating func takeNormalLaws() {
    for (lower, upper) in [(-2.0, 2.0), (-1.5, 3.0), (3.0, 5.0), (-9.0, -4.0)] {
      let law = NormalCut(lower: lower, upper: upper)
      for number in [law.mean, law.variance, law.kurtosis, law.start, law.end] { take(number) }
      var stream = RandomStream(StreamKey(bits: 13))
      for _ in 0..<250 {
        let x = law.draw(from: &stream)
        take(x)
        take(law.cumulative(x))
        take(PortableMath.normalQuantile(stream.openUniform()))
      }
    }
  }
}
