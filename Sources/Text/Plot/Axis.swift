#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The mapping of numbers to places between 0 and 1 along one side of a drawing.
struct Axis {
  let lower: Double
  let upper: Double
  let scale: LinePlot.Scale
  let wholeNumbers: Bool
  /// The value, when there is but one.
  let single: Double?

  /// An axis over what can be shown of the values, widened when that is one number; nil when nothing can.
  init?(_ values: some Sequence<Double>, scale: LinePlot.Scale) {
    var lower = Double.infinity
    var upper = -Double.infinity
    var wholeNumbers = true
    for value in values where Self.shows(value, scale) {
      lower = min(lower, value)
      upper = max(upper, value)
      wholeNumbers = wholeNumbers && value == value.rounded()
    }
    guard lower <= upper else { return nil }
    single = lower == upper ? lower : nil
    if lower == upper { (lower, upper) = Self.widened(lower, scale) }
    (self.lower, self.upper, self.scale, self.wholeNumbers) = (lower, upper, scale, wholeNumbers)
  }

  /// Whether a number has a place on such an axis.
  static func shows(_ value: Double, _ scale: LinePlot.Scale) -> Bool {
    value.isFinite && (scale == .linear || value > 0)
  }

  /// 0 at the lower end, 1 at the upper. Halves keep the span of the largest numbers finite.
  func place(_ value: Double) -> Double {
    switch scale {
    case .linear:
      let span = upper / 2 - lower / 2
      return span > 0 ? min(max((value / 2 - lower / 2) / span, 0), 1) : 0.5
    case .logarithmic:
      return min(max((log10(value) - log10(lower)) / (log10(upper) - log10(lower)), 0), 1)
    }
  }

  /// Ticks that keep to whole numbers where all values are whole and `whole` asks for it.
  func ticks(_ count: Int, whole: Bool = false) -> Ticks {
    if let single { return Ticks.single(single) }
    return switch scale {
    case .linear:
      Ticks.linear(lower: lower, upper: upper, count: count, wholeNumbers: whole && wholeNumbers)
    case .logarithmic: Ticks.logarithmic(lower: lower, upper: upper, count: count)
    }
  }

  private static func widened(_ value: Double, _ scale: LinePlot.Scale) -> (Double, Double) {
    let largest = Double.greatestFiniteMagnitude
    switch scale {
    case .linear:
      let room = value == 0 ? 1 : max(value.magnitude / 2, Double.leastNormalMagnitude)
      return (max(value - room, -largest), min(value + room, largest))
    case .logarithmic:
      return (max(value / 10, Double.leastNonzeroMagnitude), min(value * 10, largest))
    }
  }
}
