/// Where a parameter and its gradient lie.
package struct ParameterPlace: Equatable, Sendable {
  /// The numbers.
  let value: Buffer
  /// The derivative of the loss by them.
  let gradient: Buffer
}

/// What flows from layer to layer.
package struct Signal: Equatable, Sendable {
  /// The numbers of a batch.
  let value: Buffer
  /// Where the derivative of the loss by them is to be written; nil when nobody needs it.
  var gradient: Buffer?
  /// Shape of one sample.
  let shape: [Int]

  /// Numbers in one sample.
  var columns: Int { shape.reduce(1, *) }
}

/// What a layer needs to know to write its operations.
package struct LayerPlace {
  /// What was chosen.
  let settings: LayerSettings
  /// What comes in; several signals for joins.
  let inputs: [Signal]
  /// Shape of one sample that goes out.
  let outputShape: [Int]
  /// Its parameters by name.
  let parameters: [String: ParameterPlace]
  /// Its statistics by name.
  let statistics: [String: Buffer]
  /// The weight of another layer that it uses as its own, with a place for its part of the gradient.
  let tied: TiedParameter?
  /// Key of what it draws anew at each step, from the run's seed and its name.
  let drawKey: UInt64
  /// Whether its activation is part of the loss, which then reads and differentiates what is before it.
  let isActivationFused: Bool
  /// Whether anything at or below it is learnt.
  let isReached: Bool

  /// The first, mostly the only, input.
  var input: Signal { inputs[0] }
}

/// A weight of another layer.
package struct TiedParameter: Equatable, Sendable {
  /// Its numbers, and where this layer's part of the gradient is to be written.
  let place: ParameterPlace
  /// Its shape where it is declared.
  let shape: [Int]
}

/// Where a layer's results lie after it was added to a plan.
package struct LayerBuffers: Equatable, Sendable {
  /// Before the activation.
  let pre: Buffer
  /// After the activation, with the place for the derivative by it.
  let output: Signal
  /// The derivative of the loss by what is before the activation.
  let delta: Buffer
}
