/// An interval of numbers whose ends may be excluded.
public struct NumberRange: Sendable, Equatable {
  /// Lower end, minus infinity when there is none.
  public var lower: Double
  /// Upper end, infinity when there is none.
  public var upper: Double
  /// Whether the lower end itself is allowed.
  public var includesLower: Bool
  /// Whether the upper end itself is allowed.
  public var includesUpper: Bool

  /// Makes an interval; ends are included unless said otherwise.
  public init(_ lower: Double, _ upper: Double, includesLower: Bool = true, includesUpper: Bool = true) {
    self.lower = lower
    self.upper = upper
    self.includesLower = includesLower
    self.includesUpper = includesUpper
  }

  /// Every finite number.
  public static let finite = NumberRange(-.infinity, .infinity, includesLower: false, includesUpper: false)
  /// Zero and every positive finite number.
  public static let nonNegative = NumberRange(0, .infinity, includesUpper: false)
  /// Every positive finite number.
  public static let positive = NumberRange(0, .infinity, includesLower: false, includesUpper: false)
  /// From 0 to 1, both included.
  public static let unit = NumberRange(0, 1)

  /// Whether a number lies in the interval; NaN lies in none.
  public func contains(_ value: Double) -> Bool {
    let aboveLower = includesLower ? value >= lower : value > lower
    let belowUpper = includesUpper ? value <= upper : value < upper
    return aboveLower && belowUpper
  }
}
