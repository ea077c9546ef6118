#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Places of an axis that carry a number: multiples of 1, 2 or 5 times a power of ten.
struct Ticks: Equatable {
  private(set) var values: [Double]
  private(set) var labels: [String]

  /// About `count` places (two at least) from `lower` to `upper`, both finite, `lower` < `upper`.
  ///
  /// `wholeNumbers` keeps to integers. Where the range is too narrow for round numbers, its two ends.
  static func linear(lower: Double, upper: Double, count: Int, wholeNumbers: Bool = false) -> Ticks {
    // A step may have only one multiple inside the range; the next finer ones have more.
    for finer in 0..<4 {
      let halves = Double(max(1, count - 1) + finer) / 2
      var (factor, power) = step(span: upper / 2 - lower / 2, halves: halves)
      if wholeNumbers, power < 0 { (factor, power) = (1, 0) }
      guard let step = Double("\(factor)e\(power)"), step.isNormal else { break }
      let first = (lower / step).rounded(.up)
      let last = (upper / step).rounded(.down)
      guard last.magnitude < 1e15, first.magnitude < 1e15, last - first < 1000 else { break }
      guard last > first else { continue }
      let multiples = (Int(first)...Int(last)).compactMap { Double("\($0 * factor)e\(power)") }
      // The quotients were rounded, and a multiple may lie a bit outside.
      let values = multiples.filter { $0 >= lower && $0 <= upper }
      if values.count >= 2 {
        return Ticks(values: values, labels: labels(values, power: power))
      }
    }
    return ends(lower, upper)
  }

  /// The one place of an axis over a single value.
  static func single(_ value: Double) -> Ticks {
    Ticks(values: [value], labels: [NumberFormat().string(value)])
  }

  /// Powers of ten between two positive numbers, with 2 and 5 times them when there are too few.
  static func logarithmic(lower: Double, upper: Double, count: Int) -> Ticks {
    let low = Int(log10(lower).rounded(.down))
    let high = Int(log10(upper).rounded(.up))
    for factors in [[1], [1, 2, 5]] {
      for stride in 1...max(1, high - low) {
        let values = Swift.stride(from: low, through: high, by: stride)
          .flatMap { power in factors.compactMap { Double("\($0)e\(power)") } }
          .filter { $0 >= lower && $0 <= upper }
        guard values.count >= 2 else { break }
        if values.count <= max(2, count) {
          return Ticks(values: values, labels: values.map { NumberFormat(digits: 1).string($0) })
        }
      }
    }
    return ends(lower, upper)
  }

  /// The least round step that makes at most `2 * halves` steps of the span, of which half is given.
  static func step(span: Double, halves: Double) -> (factor: Int, power: Int) {
    let raw = span / max(halves, 0.5)
    guard raw.isNormal else { return (1, -400) }
    let power = Int(log10(raw).rounded(.down))
    for factor in [1, 2, 5] {
      if let step = Double("\(factor)e\(power)"), step >= raw * (1 - 1e-9) { return (factor, power) }
    }
    return (1, power + 1)
  }

  /// Labels with as many decimals as the step needs.
  static func labels(_ values: [Double], power: Int) -> [String] {
    let largest = values.reduce(0) { max($0, $1.magnitude) }
    if power >= -5, largest < 1e6 {
      return values.map { NumberFormat.fixed(max(0, -power)).string($0) }
    }
    let digits = largest > 0 ? Int(log10(largest).rounded(.down)) - power + 1 : 1
    return values.map { NumberFormat(digits: min(max(digits, 1), 7)).string($0) }
  }

  private static func ends(_ lower: Double, _ upper: Double) -> Ticks {
    let format = NumberFormat(digits: 4)
    return Ticks(values: [lower, upper], labels: [format.string(lower), format.string(upper)])
  }
}
