import InitKit

/// Activations whose line of critical starts is known.
///
/// With weights of variance `W / fan_in` and biases of variance B, sums have mean square
/// `q = W V(q) + B`, where `V(q) = E[phi(sqrt(q) z)^2]`, and gradients are multiplied by `W D(q)` a
/// layer, where `D(q) = E[phi'(sqrt(q) z)^2]`. Critical are those with `W D(q) = 1`.
enum CriticalLine: String, CaseIterable {
  case identity
  case relu
  case leakyRelu = "leaky_relu"
  case tanh
  case erf
  case sin
  case hardTanh = "hard_tanh"
  case softsign
  case elu

  /// Variances of weights (times fan_in) and biases on the line.
  struct Point: Equatable {
    var weights: Double
    var biases: Double
  }

  /// The point with a variance of the biases; homogeneous activations have one point, without biases.
  ///
  /// - Returns: nil where no point is found.
  func point(biases: Double, parameter: Double?) -> Point? {
    switch self {
    case .identity: return Point(weights: 1, biases: 0)
    case .relu: return Point(weights: 2, biases: 0)
    case .leakyRelu:
      let slope = parameter ?? 0.01
      return Point(weights: 2 / (1 + slope * slope), biases: 0)
    default: break
    }
    // Near zero all of these are lines, of slope 2 / sqrt(pi) for erf and 1 for the others.
    guard biases > 0 else { return Point(weights: self == .erf ? PortableMath.pi / 4 : 1, biases: 0) }
    return fixedPoint(biases: biases, parameter: parameter ?? 1).map {
      Point(weights: 1 / moments($0, parameter: parameter ?? 1).slope, biases: biases)
    }
  }

  /// The q with `q = V(q) / D(q) + B`, by false position with Illinois' halving.
  private func fixedPoint(biases: Double, parameter: Double) -> Double? {
    func excess(_ q: Double) -> Double {
      let (square, slope) = moments(q, parameter: parameter)
      return square / slope + biases - q
    }
    var (low, high) = (0.0, 1.0)
    var (atLow, atHigh) = (biases, excess(1))
    while atHigh > 0 && high < 1e6 {
      (low, atLow) = (high, atHigh)
      high *= 2
      atHigh = excess(high)
    }
    guard atHigh <= 0 else { return nil }
    for _ in 0..<100 where atHigh < 0 && high - low > 4e-16 * high {
      let middle = (low * atHigh - high * atLow) / (atHigh - atLow)
      guard middle > low && middle < high else { break }
      let value = excess(middle)
      if value > 0 {
        (low, atLow, atHigh) = (middle, value, atHigh / 2)
      } else {
        (high, atHigh, atLow) = (middle, value, atLow / 2)
      }
      if value.magnitude <= 1e-15 * middle { return middle }
    }
    return (low + high) / 2
  }

  /// `V(q)` and `D(q)`.
  func moments(_ q: Double, parameter: Double) -> (square: Double, slope: Double) {
    let root = q.squareRoot()
    switch self {
    case .identity, .relu, .leakyRelu:
      let share = 1 / (point(biases: 0, parameter: parameter)?.weights ?? 1)
      return (share * q, share)
    case .erf:
      // E[erf^2] is 2/pi asin(2 q / (1 + 2 q)), and the arcsine an arctangent.
      let ratio = 2 * q / (1 + 4 * q).squareRoot()
      let angle = Self.unitInterval.integral { ratio / (1 + ratio * ratio * $0 * $0) }
      return (2 / PortableMath.pi * angle, 4 / PortableMath.pi / (1 + 4 * q).squareRoot())
    case .sin:
      let echo = PortableMath.exp(-2 * q)
      return ((1 - echo) / 2, (1 + echo) / 2)
    case .hardTanh:
      let inside = PortableMath.erf(1 / (2 * q).squareRoot())
      let rim = 2 / root * PortableMath.normalDensity(1 / root)
      return (q * (inside - rim) + 1 - inside, inside)
    case .tanh:
      return Self.means(root) { x in
        let echo = PortableMath.exp(-2 * x)
        let value = (1 - echo) / (1 + echo)
        let slope = 1 - value * value
        return (value * value, slope * slope)
      }
    case .softsign:
      return Self.means(root) { x in
        let share = 1 / ((1 + x) * (1 + x))
        return (x * x * share, share * share)
      }
    case .elu:
      let scale = parameter * parameter
      let below = Self.means(root) { x in
        let echo = PortableMath.exp(-x)
        return ((1 - echo) * (1 - echo), echo * echo)
      }
      return ((q + scale * below.square) / 2, (1 + scale * below.slope) / 2)
    }
  }

  // The density beyond 9 is below 1e-17 of its peak.
  private static let halfLine = Quadrature(from: 0, to: 9, panels: 18)
  private static let densities = zip(halfLine.points, halfLine.weights).map {
    2 * PortableMath.normalDensity($0) * $1
  }
  private static let unitInterval = Quadrature(from: 0, to: 1, panels: 8)

  /// Expected values of both functions of `|root z|`, z standard normal.
  private static func means(
    _ root: Double, _ function: (Double) -> (square: Double, slope: Double)
  ) -> (square: Double, slope: Double) {
    var (square, slope) = (0.0, 0.0)
    for (index, point) in halfLine.points.enumerated() {
      let values = function(root * point)
      square += densities[index] * values.square
      slope += densities[index] * values.slope
    }
    return (square, slope)
  }
}
