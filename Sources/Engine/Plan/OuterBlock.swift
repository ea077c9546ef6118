/// A block of numbers beside the arena of a network.
package enum OuterBlock: Hashable, Sendable {
  /// Inputs of all samples.
  case inputs
  /// Their targets.
  case targets
  /// Sums before activations and derivatives, for who looks at them: training overwrites its own, or has none.
  case sums
}
