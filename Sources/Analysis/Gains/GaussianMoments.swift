/// Moments of an activation whose argument is normal with mean zero and a variance.
///
/// With z ~ N(0, q): `E[phi(z)]`, `E[phi(z)^2]` and `E[phi'(z)^2]`, the numbers that say how a wide layer
/// passes signals and gradients on (Poole et al. 2016, arXiv:1606.05340).
package struct GaussianMoments: Equatable, Sendable {
  /// Variance q of the argument.
  package let variance: Double
  /// `E[phi(z)]`.
  package let mean: Double
  /// `E[phi(z)^2]`.
  package let meanSquare: Double
  /// `E[phi'(z)^2]`.
  package let slopeMeanSquare: Double

  /// Integrates by quadrature; relative error below 1e-10, and much less for smooth activations.
  ///
  /// Kinks are the points where the activation or its slope jumps or bends. At variance 0 the moments
  /// are the values at zero. A negative variance is a programmer's error.
  package init(
    of activation: (Double) -> Double, slope: (Double) -> Double, kinks: [Double] = [],
    variance: Double = 1
  ) {
    precondition(variance >= 0, "a variance of \(variance)")
    self.variance = variance
    let moments = GaussianQuadrature(variance: variance, kinks: kinks).expectation { point in
      let (value, rise) = (activation(point), slope(point))
      return SIMD4(value, value * value, rise * rise, 0)
    }
    mean = moments[0]
    meanSquare = moments[1]
    slopeMeanSquare = moments[2]
  }

  /// The gain g with `g^2 E[phi(z)^2] = q`, which keeps the signal; `1 / sqrt(E[phi(z)^2])` at q = 1.
  package var forwardGain: Double { (variance / meanSquare).squareRoot() }

  /// The gain g with `g^2 E[phi'(z)^2] = 1`, which keeps the gradients.
  package var backwardGain: Double { (1 / slopeMeanSquare).squareRoot() }
}
