import Engine

/// Why a gradient, a neuron, a layer or the loss is as it is: one step of a causal answer, with its numbers.
package enum Cause: Equatable, Sendable {
  /// A number is not finite: the first on the way forward.
  case notFinite(NonFinitePlace)
  /// The learning rate is 0.
  case noLearningRate
  /// The layer is frozen.
  case frozen(layer: String)
  /// What is asked about is frozen, by a parameter or neurons: `h1.weight`, `h1[3]`.
  case partFrozen(layer: String, part: String)
  /// Neurons are equal bit for bit, and receive equal gradients.
  case equalNeurons(layer: String, neurons: [Int], of: Int)
  /// The activation's slope is 0 on every sample: sums lie from `lowest` to `highest`.
  case noSlope(layer: String, neuron: Int?, activation: String, lowest: Double, highest: Double)
  /// All weights that read the neuron, or the layer, are 0.
  case unread(layer: String, neuron: Int?, readers: [String])
  /// The deltas of the layer above are 0: the reason lies there.
  case noDeltaAbove(layer: String, above: String)
  /// On each sample either the slope or what comes from above is 0.
  case alternating(layer: String, neuron: Int?, noSlope: Int, noDelta: Int)
  /// What the weights read is 0 on every sample.
  case noInput(layer: String, below: String?)
  /// The samples' parts are not 0, but add up to 0.
  case cancelling(layer: String, largest: Double)
  /// The loss has derivative 0 by every output.
  case noResidual(loss: String, value: Double)
  /// The gradient is smaller than the threshold, shrunk on its way down through `path`.
  case vanishing(layer: String, mean: Double, threshold: Double, path: [CauseLink])
  /// Updates are larger than the weights they move.
  case exploding(layer: String, ratio: Double, threshold: Double, path: [CauseLink])
  /// The loss did not change over some steps, and is at the least it can be.
  case atMinimum(loss: Double)
  /// Each hidden layer is one neuron, so that the network is one of width 1.
  case oneNeuron(layers: [String], loss: Double)
  /// The loss went up and down by more than it fell.
  case oscillating(steps: Int, fell: Double, wandered: Double)
  /// The loss falls as slowly as its gradient is small.
  case flat(steps: Int, fell: Double, norm: Double, expected: Double)
  /// The loss falls.
  case falling(steps: Int, fell: Double, loss: Double)
  /// Some neurons are dead or saturated; the rest is in order.
  case someStuck(layer: String, dead: Int, saturated: Int, of: Int)
  /// Nothing is wrong: the gradient's norm and mean magnitude, and the update's ratio to the weights; no layer for
  /// the loss.
  case inOrder(layer: String?, subject: String, norm: Double, mean: Double, ratio: Double?)
}

/// How a layer changes the size of the gradient that passes down through it.
package struct CauseLink: Equatable, Sendable {
  /// The layer.
  package let layer: String
  /// Root mean square of its deltas.
  package let delta: Double
  /// Its weights' standard deviation; nil for a layer without.
  package let deviation: Double?
  /// Root mean square of its activation's slopes.
  package let slope: Double
  /// Factor on the mean square of the gradient by the layer's input, over that by its output, when deltas and weights
  /// are independent: fan_out Var(w) E[slope^2].
  package let factor: Double?
}
