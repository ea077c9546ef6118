import Engine
import Tensor

/// What is known of one neuron, on the current batch.
package struct NeuronRow: Equatable, Sendable {
  /// Its index in the layer.
  package let neuron: Int
  /// What belongs to its weights; nil in a layer without.
  package let parameters: NeuronParameters?
  /// What it gives.
  package let activation: ActivationSummary
  /// Whether its activation's slope is exactly 0 on every sample.
  package let isDead: Bool
  /// Whether it stands at a limit of its activation on nearly every sample.
  package let isSaturated: Bool
  /// The neuron nearest to it over incoming weights, bias and outgoing weights; nil when there is none.
  package let twin: RowNeighbor?
}

/// A neuron's incoming weights and bias, and what training does to them.
package struct NeuronParameters: Equatable, Sendable {
  /// Incoming weights.
  package let weight: EntrySummary
  /// Bias; nil without one.
  package let bias: Double?
  /// Gradient of the mean loss by the incoming weights.
  package let gradient: EntrySummary
  /// Gradient by the bias; nil without one.
  package let biasGradient: Double?
  /// Norm of what the last step added to the incoming weights over their norm; nil when that is 0.
  ///
  /// 0 before the first step.
  package let relativeUpdate: Double?
}

extension Model {
  /// One row a neuron of a layer.
  ///
  /// - Throws: `unknownName`.
  package func neurons(
    in layer: String, thresholds: Thresholds = Thresholds()
  ) throws(EngineError) -> [NeuronRow] {
    let outputs = try activations(layer, .out).unitColumns()
    let states = try neuronStates(in: layer, thresholds: thresholds)
    let hasWeight = try blueprint.layer(layer).hasWeight
    let parameters = hasWeight ? try neuronParameters(in: layer) : nil
    let twins = hasWeight ? NearestRows(rows: try LayerNeurons(layer, of: self).rows).neighbors : nil
    return outputs.indices.map { neuron in
      NeuronRow(
        neuron: neuron, parameters: parameters?[neuron], activation: ActivationSummary(outputs[neuron]),
        isDead: states.isDead[neuron], isSaturated: states.isSaturated[neuron],
        twin: twins.flatMap { $0[neuron] })
    }
  }

  /// Weights, gradients and updates neuron by neuron; cheaper than `neurons`, which compares pairs.
  ///
  /// - Throws: `unknownName`; `notAvailable` for a layer without weights.
  package func neuronParameters(in layer: String) throws(EngineError) -> [NeuronParameters] {
    let hasBias = try layers[weightedPlace(layer)].parameters.contains { $0.name == "bias" }
    let weight = try parameter(layer, "weight")
    let gradient = try gradient(layer, "weight")
    let update = try update(layer, "weight")
    let bias = hasBias ? try parameter(layer, "bias") : nil
    let biasGradient = hasBias ? try self.gradient(layer, "bias") : nil
    return (0..<weight.rows).map { neuron in
      let weights = EntrySummary(weight.rowEntries(neuron))
      let moved = EntrySummary(update.rowEntries(neuron)).norm
      return NeuronParameters(
        weight: weights, bias: bias?.values[neuron], gradient: EntrySummary(gradient.rowEntries(neuron)),
        biasGradient: biasGradient?.values[neuron],
        relativeUpdate: weights.norm == 0 ? nil : moved / weights.norm)
    }
  }
}
