import InitKit

/// Means of an activation over a normal pre-activation z.
package struct ActivationMoments: Equatable, Sendable {
  /// E[phi(z)]
  package var mean: Double
  /// E[phi(z)^2]
  package var meanSquare: Double
  /// E[phi'(z)]
  package var slope: Double
  /// E[phi'(z)^2]
  package var slopeMeanSquare: Double

  /// The factor on the weights' deviation 1/sqrt(fan_in) that keeps the mean square going forward.
  package var forwardGain: Double { meanSquare > 0 ? 1 / meanSquare.squareRoot() : 1 }

  /// The same for the gradient going backward, with fan_out.
  package var backwardGain: Double { slopeMeanSquare > 0 ? 1 / slopeMeanSquare.squareRoot() : 1 }
}

extension ChosenActivation {
  /// Means over a normal pre-activation of a mean and a variance, by quadrature.
  ///
  /// Gauss-Legendre with 10 nodes on panels half a deviation wide, from -12 to 12 deviations, cut at the
  /// function's kinks. Softmax, which is no function of one number, counts as the identity.
  package func moments(mean: Double = 0, variance: Double = 1) -> ActivationMoments {
    guard activation.isElementwise else {
      return ActivationMoments(mean: mean, meanSquare: variance + mean * mean, slope: 1, slopeMeanSquare: 1)
    }
    let deviation = variance.squareRoot()
    let kinks = deviation > 0 ? activation.facts.kinks.map { ($0 - mean) / deviation } : []
    let (points, weights) = Self.rule(kinks)
    let inputs = points.map { mean + $0 * deviation }
    return average(values(at: inputs), slopes(at: inputs), weights)
  }

  /// Where the integrand is taken and with what weight, the normal density in it, for kinks in deviations.
  private static func rule(_ kinks: [Double]) -> (points: [Double], weights: [Double]) {
    let ends = (stride(from: -12.0, through: 12, by: 0.5).map { $0 } + kinks).filter { abs($0) <= 12 }
      .sorted()
    var points: [Double] = []
    var weights: [Double] = []
    for (start, end) in zip(ends, ends.dropFirst()) where end > start {
      let half = (end - start) / 2
      for (node, weight) in zip(GaussLegendre.nodes, GaussLegendre.weights) {
        for side in [-node, node] {
          points.append(start + half * (1 + side))
          weights.append(half * weight * PortableMath.normalDensity(start + half * (1 + side)))
        }
      }
    }
    return (points, weights)
  }

  /// Weighted means of values and slopes.
  private func average(_ values: [Double], _ slopes: [Double], _ weights: [Double]) -> ActivationMoments {
    var moments = ActivationMoments(mean: 0, meanSquare: 0, slope: 0, slopeMeanSquare: 0)
    for (index, weight) in weights.enumerated() {
      moments.mean += weight * values[index]
      moments.meanSquare += weight * values[index] * values[index]
      moments.slope += weight * slopes[index]
      moments.slopeMeanSquare += weight * slopes[index] * slopes[index]
    }
    return moments
  }
}

/// Half of the 10 nodes on [-1, 1] with their weights.
///
/// Source: Abramowitz and Stegun 1964, table 25.4.
private enum GaussLegendre {
  /// The positive nodes, ascending.
  static let nodes = [
    0.14887433898163122, 0.4333953941292472, 0.6794095682990244, 0.8650633666889845, 0.9739065285171717,
  ]
  /// Their weights.
  static let weights = [
    0.29552422471475287, 0.26926671930999635, 0.21908636251598204, 0.1494513491505806, 0.06667134430868814,
  ]
}
