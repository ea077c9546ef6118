import Engine
import Tensor

/// Which neurons of a layer pass no gradient on, or hardly any, on the current batch.
package struct NeuronStates: Equatable, Sendable {
  /// By neuron: whether the activation's slope is exactly 0 on every sample.
  package let isDead: [Bool]
  /// By neuron: whether it stands at a limit of its activation on nearly every sample.
  package let isSaturated: [Bool]

  /// How many are dead.
  package var deadCount: Int { isDead.count { $0 } }
  /// How many are saturated.
  package var saturatedCount: Int { isSaturated.count { $0 } }

  /// Judges pre-activations `[N, units...]` by the activation that reads them.
  ///
  /// Only activations with a limit on both sides have a range, so that only they saturate.
  init(pre: Tensor, activation: ChosenActivation, thresholds: Thresholds = Thresholds()) {
    let slopes = Tensor(shape: pre.shape, values: activation.slopes(at: pre.values)).unitColumns()
    isDead = slopes.map { column in
      Double(column.count { $0 == 0 }) >= thresholds.deadShare * Double(column.count)
    }
    let facts = activation.activation.facts
    guard activation.activation.isElementwise, let lower = facts.lowerLimit, let upper = facts.upperLimit
    else {
      isSaturated = slopes.map { _ in false }
      return
    }
    let margin = thresholds.saturationMargin * (upper - lower)
    let values = Tensor(shape: pre.shape, values: activation.values(at: pre.values)).unitColumns()
    isSaturated = values.map { column in
      let near = column.count { $0 <= lower + margin || $0 >= upper - margin }
      return Double(near) >= thresholds.saturatedShare * Double(column.count)
    }
  }
}

extension Model {
  /// Dead and saturated neurons of a layer on the current batch.
  ///
  /// - Throws: `unknownName`.
  package func neuronStates(
    in layer: String, thresholds: Thresholds = Thresholds()
  ) throws(EngineError) -> NeuronStates {
    let activation = try blueprint.readingActivation(of: layer)
    return NeuronStates(pre: try activations(layer, .pre), activation: activation, thresholds: thresholds)
  }
}
