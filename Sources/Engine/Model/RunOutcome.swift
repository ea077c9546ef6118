/// How a run of training ended.
package struct RunOutcome: Equatable, Sendable {
  /// Steps taken since the start.
  package var step: Int
  /// Steps taken by this run.
  package var taken: Int
  /// Loss of the present parameters on the current batch.
  package var loss: Double
  /// Why the run ended.
  package var stoppedBy: StopReason
}

/// Why a run of training ended.
package enum StopReason: Equatable, Sendable {
  /// All steps asked for are done.
  case count
  /// The interrupt flag was set.
  case interrupt
  /// The loss of the next step is not finite; the parameters are those before that step.
  case diverged(NonFinitePlace)
}

/// The first number, in the order of computation, that is not finite.
package struct NonFinitePlace: Equatable, Sendable {
  /// What the number is.
  package enum Quantity: Equatable, Sendable {
    /// A sample's input, too large for the number type.
    case input
    /// A parameter, by name.
    case parameter(String)
    /// A sum before the activation.
    case preActivation
    /// What the activation gives.
    case activation
    /// The loss alone: everything before it is finite.
    case loss
  }

  /// The step that would have been taken, counted from 0.
  package var step: Int
  /// The layer, or nil for input and loss.
  package var layer: String?
  /// The neuron, or the feature of an input; nil for the loss.
  package var neuron: Int?
  /// The row of the current batch, where the quantity has one.
  package var sample: Int?
  /// What it is.
  package var quantity: Quantity
  /// The number: NaN or an infinity.
  package var value: Double

  /// Equal place and kind of number; all NaN count as equal.
  package static func == (left: NonFinitePlace, right: NonFinitePlace) -> Bool {
    left.step == right.step && left.layer == right.layer && left.neuron == right.neuron
      && left.sample == right.sample && left.quantity == right.quantity
      && (left.value == right.value || (left.value.isNaN && right.value.isNaN))
  }
}
