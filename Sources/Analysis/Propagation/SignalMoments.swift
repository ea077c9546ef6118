import Engine
import InitKit

/// Means over normal sums that the propagation of signals needs, by the trapezoid rule on a fine grid.
///
/// Far tails are nothing and the rule converges at once for smooth functions; across a kink its error is that of one
/// panel, 1e-4 at most.
struct SignalMoments {
  /// E[phi(z)]
  let mean: Double
  /// E[phi(z)^2]
  let meanSquare: Double
  /// E[phi'(z)^2]
  let slopeMeanSquare: Double
  /// E[phi^4] / E[phi^2]^2 - 1: how much one neuron's square scatters.
  let forwardScatter: Double
  /// 3 E[phi'^4] / E[phi'^2]^2 - 1: the same of the gradient.
  let backwardScatter: Double
  /// d ln E[phi^2] / d ln q
  let sensitivity: Double

  private static let points = stride(from: -8.0, through: 8, by: 1.0 / 128).map { $0 }
  private static let weights = points.map { PortableMath.normalDensity($0) / 128 }

  /// Means for sums of a variance.
  init(_ activation: ChosenActivation, variance: Double) {
    guard activation.activation.isElementwise else {
      (mean, meanSquare, slopeMeanSquare, forwardScatter, backwardScatter, sensitivity) = (
        0, variance, 1, 2, 2, 1
      )
      return
    }
    let deviation = variance.squareRoot()
    let inputs = Self.points.map { $0 * deviation }
    let (values, slopes) = (activation.values(at: inputs), activation.slopes(at: inputs))
    mean = Self.average(values) { $0 }
    meanSquare = Self.average(values) { $0 * $0 }
    slopeMeanSquare = Self.average(slopes) { $0 * $0 }
    let fourth = Self.average(values) { $0 * $0 * $0 * $0 }
    let slopeFourth = Self.average(slopes) { $0 * $0 * $0 * $0 }
    forwardScatter = meanSquare > 0 ? max(0, fourth / (meanSquare * meanSquare) - 1) : 0
    backwardScatter =
      slopeMeanSquare > 0 ? max(0, 3 * slopeFourth / (slopeMeanSquare * slopeMeanSquare) - 1) : 0
    let wider = Self.average(activation.values(at: inputs.map { $0 * 1.01 })) { $0 * $0 }
    sensitivity =
      meanSquare > 0 && wider > 0 ? PortableMath.log(wider / meanSquare) / (2 * PortableMath.log(1.01)) : 1
  }

  private static func average(_ values: [Double], _ function: (Double) -> Double) -> Double {
    var sum = 0.0
    for (value, weight) in zip(values, weights) { sum += weight * function(value) }
    return sum
  }

  /// E[phi(u1) phi(u2)] of two normal sums of one variance and a correlation.
  static func product(_ activation: ChosenActivation, variance: Double, correlation: Double) -> Double {
    let deviation = variance.squareRoot()
    let c = min(1, max(-1, correlation))
    let rest = max(0, 1 - c * c).squareRoot()
    let grid = stride(from: -6.0, through: 6, by: 0.125).map { $0 }
    let density = grid.map { PortableMath.normalDensity($0) * 0.125 }
    var sum = 0.0
    for (first, weight) in zip(grid, density) {
      let own = activation.values(at: [deviation * first])[0]
      let others = activation.values(at: grid.map { deviation * (c * first + rest * $0) })
      var inner = 0.0
      for (value, share) in zip(others, density) { inner += share * value }
      sum += weight * own * inner
    }
    return sum
  }
}
