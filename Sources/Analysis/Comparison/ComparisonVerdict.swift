/// What became of an initializer in a comparison, the gravest first.
package enum ComparisonVerdict: Equatable, Sendable {
  /// With at least one seed the loss ceased to be finite, earliest at this step.
  case diverged(step: Int)
  /// With every seed, all neurons of each hidden layer that has several stayed one.
  case oneNeuron
  /// The loss fell by less than a twentieth of the loss of the network with all parameters zero.
  case stuck
  /// The target was not reached.
  case slow
  /// The target was reached after so many steps, by the median over the seeds.
  case reached(steps: Int)
}
