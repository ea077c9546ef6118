/// The standard normal law cut at two bounds, with its moments.
public struct NormalCut: Sendable, Equatable {
  /// Lower cut-off in standard deviations.
  public let lower: Double
  /// Upper cut-off in standard deviations.
  public let upper: Double
  /// Expected value.
  public let mean: Double
  /// Variance; at cut-offs of -2 and 2 it is 0.8796256610342398 squared.
  public let variance: Double
  /// Fourth central moment over the squared variance.
  public let kurtosis: Double

  /// Whether both cut-offs lie on one side of zero; the upper tail is treated mirrored.
  ///
  /// In the upper tail probabilities crowd below 1 and lose their digits.
  public let isTail: Bool
  /// Where the law begins, as a probability in the tail or its distance from 1/2.
  public let start: Double
  /// Where it ends.
  public let end: Double

  /// Cuts the standard normal law.
  ///
  /// Cut-offs must be in order and within 30 of zero, where double precision still holds the tail.
  public init(lower: Double, upper: Double) {
    precondition(-30 <= lower && lower < upper && upper <= 30, "cut-offs \(lower) and \(upper)")
    self.lower = lower
    self.upper = upper
    let center = CutMoments.ratio(lower, upper, about: 0) { $0 }
    let spread = CutMoments.ratio(lower, upper, about: center) { $0 * $0 }
    let fourth = CutMoments.ratio(lower, upper, about: center) { $0 * $0 * $0 * $0 }
    // A symmetric law has mean zero exactly, which sums only reach to rounding.
    mean = lower == -upper ? 0 : center
    variance = spread
    kurtosis = fourth / (spread * spread)
    isTail = lower > 0 || upper <= 0
    start = Self.place(lower > 0 ? -upper : lower, isTail: isTail)
    end = Self.place(lower > 0 ? -lower : upper, isTail: isTail)
  }

  /// Draws one number by the inverse distribution function.
  public func draw(from stream: inout RandomStream) -> Double {
    let share = stream.openUniform()
    let place = start * (1 - share) + end * share
    let value =
      isTail ? PortableMath.normalQuantile(place) : PortableMath.normalQuantile(centered: place)
    let (near, far) = lower > 0 ? (-upper, -lower) : (lower, upper)
    let inside = min(far, max(near, value))
    return lower > 0 ? -inside : inside
  }

  /// Probability of at most x.
  public func cumulative(_ x: Double) -> Double {
    guard x > lower else { return 0 }
    guard x < upper else { return 1 }
    let share = (Self.place(lower > 0 ? -x : x, isTail: isTail) - start) / (end - start)
    return lower > 0 ? 1 - share : share
  }

  /// Probability of at most x; outside the tails its distance from 1/2, which is exact in the middle.
  private static func place(_ x: Double, isTail: Bool) -> Double {
    isTail ? PortableMath.normalCumulative(x) : 0.5 * PortableMath.erf(x * 0.7071067811865476)
  }
}
