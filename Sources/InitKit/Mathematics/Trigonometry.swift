extension PortableMath {
  /// The sine of an angle in radians; absolute error at most 2^-52 up to |x| = 800 000.
  ///
  /// Beyond, the angle is first reduced by the double nearest to 2 pi, which costs 4e-17 |x|.
  public static func sin(_ x: Double) -> Double {
    let angle = reduced(x)
    return switch angle.quadrant {
    case 0: sinNearZero(angle.rest, angle.low)
    case 1: cosNearZero(angle.rest, angle.low)
    case 2: -sinNearZero(angle.rest, angle.low)
    default: -cosNearZero(angle.rest, angle.low)
    }
  }

  /// The cosine of an angle in radians; errors as for the sine.
  public static func cos(_ x: Double) -> Double {
    let angle = reduced(x)
    return switch angle.quadrant {
    case 0: cosNearZero(angle.rest, angle.low)
    case 1: -sinNearZero(angle.rest, angle.low)
    case 2: -cosNearZero(angle.rest, angle.low)
    default: sinNearZero(angle.rest, angle.low)
    }
  }

  /// x = quadrant pi / 2 + rest + low with |rest| at most pi / 4, the quadrant modulo 4.
  private static func reduced(_ x: Double) -> (quadrant: Int, rest: Double, low: Double) {
    guard x.isFinite else { return (0, .nan, 0) }
    let near = x.magnitude <= 800_000 ? x : x.truncatingRemainder(dividingBy: 2 * pi)
    let count = nearestWhole(near * 0.6366197723675814)
    // pi / 2 in parts of 33 bits, so that the first two products are exact.
    let coarse = near - count * 1.5707963267341256
    let step = count * 6.077100506303966e-11
    let middle = coarse - step
    let lost = (coarse - middle) - step
    let last = count * 2.0222662487959506e-21 - lost
    let rest = middle - last
    return (Int(count) & 3, rest, (middle - rest) - last)
  }

  /// Taylor series to r^17 / 17!.
  private static func sinNearZero(_ rest: Double, _ low: Double) -> Double {
    let square = rest * rest
    let cube = rest * square
    return rest + (cube * polynomial(square, sinTail) + low * (1 - 0.5 * square))
  }

  /// Taylor series to r^18 / 18!.
  private static func cosNearZero(_ rest: Double, _ low: Double) -> Double {
    let square = rest * rest
    let half = 0.5 * square
    let main = 1 - half
    let lost = (1 - main) - half
    return main + (lost + square * square * polynomial(square, cosTail) - rest * low)
  }

  /// -1 / 3!, 1 / 5!, ..., 1 / 17!.
  private static let sinTail = alternatingFactorials(from: 3, through: 17)
  /// 1 / 4!, -1 / 6!, ..., -1 / 18!.
  private static let cosTail = alternatingFactorials(from: 4, through: 18)

  /// Signed inverse factorials of every second number; the sign is that of i^n.
  private static func alternatingFactorials(from first: Int, through last: Int) -> [Double] {
    stride(from: first, through: last, by: 2).map { number in
      let factorial = (1...number).reduce(1.0) { $0 * Double($1) }
      return (number / 2 % 2 == 0 ? 1 : -1) / factorial
    }
  }
}
