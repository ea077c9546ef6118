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
  }

  /// Draws one number by the inverse distribution function.
  public func draw(from stream: inout RandomStream) -> Double {
    let share = stream.centeredUniform() + 0.5
    // In the upper tail probabilities crowd below 1 and lose their digits: draw mirrored.
    if lower > 0 { return -Self.quantile(share, from: -upper, to: -lower) }
    return Self.quantile(share, from: lower, to: upper)
  }

  /// Probability of at most x.
  public func cumulative(_ x: Double) -> Double {
    if lower > 0 { return 1 - NormalCut.share(-x, from: -upper, to: -lower) }
    return NormalCut.share(x, from: lower, to: upper)
  }

  private static func share(_ x: Double, from lower: Double, to upper: Double) -> Double {
    guard x > lower else { return 0 }
    guard x < upper else { return 1 }
    let start = PortableMath.normalCumulative(lower)
    return (PortableMath.normalCumulative(x) - start) / (PortableMath.normalCumulative(upper) - start)
  }

  private static func quantile(_ share: Double, from lower: Double, to upper: Double) -> Double {
    let value: Double
    if upper <= 0 {
      let start = PortableMath.normalCumulative(lower)
      let end = PortableMath.normalCumulative(upper)
      value = PortableMath.normalQuantile(start + (end - start) * share)
    } else {
      // Distances from 1/2 keep the middle exact and a symmetric cut symmetric.
      let start = 0.5 * PortableMath.erf(lower * 0.7071067811865476)
      let end = 0.5 * PortableMath.erf(upper * 0.7071067811865476)
      value = PortableMath.normalQuantile(centered: start * (1 - share) + end * share)
    }
    return min(upper, max(lower, value))
  }
}

/// Moments of a cut normal law by Gauss-Legendre quadrature, 16 panels of 10 points.
///
/// Closed forms in the density at the cut-offs cancel for narrow cuts and in the tails.
private enum CutMoments {
  /// Expected value of a function of the distance from a center, under the cut law.
  static func ratio(
    _ lower: Double, _ upper: Double, about center: Double, _ function: (Double) -> Double
  ) -> Double {
    let mode = min(upper, max(lower, 0))
    // The density falls below exp(-72) of its peak at this distance: nothing reaches double precision.
    let reach = (mode * mode + 144).squareRoot() - mode.magnitude
    let (start, end) = (max(lower, mode - reach), min(upper, mode + reach))
    let half = (end - start) / 32
    var (sum, mass) = (0.0, 0.0)
    for panel in 0..<16 {
      let middle = start + half * Double(2 * panel + 1)
      for (node, weight) in zip(nodes, weights) {
        for point in [middle - half * node, middle + half * node] {
          let density = weight * PortableMath.exp(0.5 * (mode - point) * (mode + point))
          mass += density
          sum += density * function(point - center)
        }
      }
    }
    return sum / mass
  }

  private static let nodes = [
    0.14887433898163122, 0.4333953941292472, 0.6794095682990244, 0.8650633666889845, 0.9739065285171717,
  ]
  private static let weights = [
    0.29552422471475287, 0.26926671930999635, 0.21908636251598204, 0.1494513491505806, 0.06667134430868814,
  ]
}
