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
  /// Bias; nil without one, and in layers that have one for each gate.
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
    let whole = layers[try weightedPlace(layer)]
    let parts = whole.incomingParts
    let name = whole.name
    func values(_ parameter: String) throws(EngineError) -> Tensor { try self.parameter(name, parameter) }
    func slopes(_ parameter: String) throws(EngineError) -> Tensor { try gradient(name, parameter) }
    let weight = try unitRows(whole, parts.weights, values)
    let weightSlopes = try unitRows(whole, parts.weights, slopes)
    let moved = try unitRows(whole, parts.weights) { parameter throws(EngineError) in
      try update(name, parameter)
    }
    let bias = try unitRows(whole, parts.biases, values)
    let biasSlopes = try unitRows(whole, parts.biases, slopes)
    return (0..<whole.units).map { neuron in
      let weights = EntrySummary(weight[neuron])
      let change = EntrySummary(moved[neuron]).norm
      return NeuronParameters(
        weight: weights, bias: bias[neuron].only, gradient: EntrySummary(weightSlopes[neuron]),
        biasGradient: biasSlopes[neuron].only,
        relativeUpdate: weights.norm == 0 ? nil : change / weights.norm)
    }
  }

  /// Euclidean norm of the gradient by all weights into a layer's neurons.
  ///
  /// - Throws: `unknownName`; `notAvailable` for a layer without weights.
  package func weightGradientNorm(of layer: String) throws(EngineError) -> Double {
    let whole = layers[try weightedPlace(layer)]
    let parts = whole.incomingParts.weights
    let slopes = try unitRows(whole, parts) { parameter throws(EngineError) in
      try gradient(layer, parameter)
    }
    return EntrySummary(Array(slopes.joined())).norm
  }
}

extension [Double] {
  /// Its number where it has one; gated neurons have a bias for each gate.
  fileprivate var only: Double? { count == 1 ? self[0] : nil }
}
