import InitKit
import Tensor

/// How many samples make a batch.
package enum BatchSize: Equatable, Sendable {
  /// All of them.
  case full
  /// This many; the last batch of an epoch may be smaller.
  case rows(Int)
}

/// In which order the products of dense layers are summed.
package enum Summation: String, CaseIterable, Sendable {
  /// The same for every element, so that equal neurons get equal sums.
  case fixed
  /// From another place on for each element, as a library that cuts sums by position: rounding parts equal
  /// neurons.
  case shuffled
}

/// A network and how it is trained, as it was asked for; a value.
package struct ModelDescription: Equatable, Sendable {
  /// The layers, the one next to the input first.
  package var layers: [LayerDescription]
  /// What initializes the network where a layer has no choice of its own; nil for what suits each layer.
  package var networkInitializer: ChosenInitializer?
  /// The loss; nil for the one that suits targets and outputs.
  package var loss: LossDescription?
  /// The optimizer; nil for sgd with its defaults.
  package var optimizer: OptimizerDescription?
  /// How the learning rate goes with the step; nil for a constant one.
  package var schedule: ScheduleDescription?
  /// The batch; nil for all samples up to 256, else 32.
  package var batch: BatchSize?
  /// The number type.
  package var precision: Precision
  /// The seed of everything random.
  package var seed: UInt64
  /// In which order the products of dense layers are summed.
  package var summation = Summation.fixed
  /// How starts and learning rates follow the widths of the layers.
  package var parametrization = Parametrization.standard
  /// Whether each step records every neuron's gradient and update.
  package var recordsNeurons = false

  /// Describes a network.
  package init(
    layers: [LayerDescription] = [], loss: LossDescription? = nil, optimizer: OptimizerDescription? = nil,
    schedule: ScheduleDescription? = nil, batch: BatchSize? = nil, precision: Precision = .float32,
    seed: UInt64 = 0
  ) {
    self.layers = layers
    self.loss = loss
    self.optimizer = optimizer
    self.schedule = schedule
    self.batch = batch
    self.precision = precision
    self.seed = seed
  }

  /// The name of a new layer without one: its kind's proper name and its order, `dense1`.
  package func nextName(kind: String) -> String {
    let proper = LayerTable.builtin[kind]?.stem ?? kind
    let names = Set(layers.map(\.name))
    let earlier = layers.count { (LayerTable.builtin[$0.kind]?.stem ?? $0.kind) == proper }
    var number = earlier + 1
    while names.contains("\(proper)\(number)") { number += 1 }
    return "\(proper)\(number)"
  }
}
