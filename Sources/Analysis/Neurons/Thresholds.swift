/// From where on a neuron or a layer is called dead, saturated, vanishing and so on; the field's usual values.
package struct Thresholds: Equatable, Sendable {
  /// Share of samples on which a dead neuron's slope is exactly 0.
  package var deadShare = 1.0
  /// How near a limit is at it, as a share of the activation's range: `|tanh| > 0.97`.
  package var saturationMargin = 0.015
  /// Share of samples on which a saturated neuron is at a limit; a few in the bend do not make it useful.
  package var saturatedShare = 0.95
  /// Mean magnitude of a layer's gradient, below which it vanishes.
  package var vanishingGradient = 1e-7
  /// Norm of an update over that of the weights, above which training explodes.
  package var explodingUpdate = 10.0
  /// The same ratio, below which a layer hardly learns.
  package var slowUpdate = 1e-4
  /// The same ratio, above which steps are too large.
  package var fastUpdate = 1e-2
  /// Largest over smallest mean square of two layers' signals, beyond which their scale is bad.
  package var scaleRatio = 10.0

  /// The usual values.
  package init() {}
}
