import Engine
import Tensor

/// One neuron entry by entry and sample by sample, on the current batch.
package struct NeuronDetail: Equatable, Sendable {
  /// One row an incoming weight, in the order of the inputs; none in a layer without weights.
  ///
  /// Of a gated neuron the weights of all gates, then its biases.
  package let inputs: [WeightEntry]
  /// The bias; nil without one, or with several.
  package let bias: WeightEntry?
  /// One row a sample, and a place where there are several.
  package let samples: [SampleEntry]
}

/// One number that is learned.
package struct WeightEntry: Equatable, Sendable {
  /// Its value.
  package let weight: Double
  /// The derivative of the mean loss by it.
  package let gradient: Double
  /// What the last step added to it.
  package let update: Double
}

/// What a neuron computes for one sample.
package struct SampleEntry: Equatable, Sendable {
  /// Row of the batch.
  package let sample: Int
  /// The sum before the activation.
  package let pre: Double
  /// What the activation gives.
  package let out: Double
  /// The derivative of the mean loss by the sum.
  package let delta: Double
}

extension Model {
  /// A neuron in every detail.
  ///
  /// - Throws: `unknownName`.
  package func detail(of neuron: Int, in layer: String) throws(EngineError) -> NeuronDetail {
    let blueprint = try blueprint.layer(layer)
    precondition((0..<blueprint.units).contains(neuron), "no neuron \(neuron) in \(layer)")
    let pre = try activations(layer, .pre).unitColumns()[neuron]
    let out = try activations(layer, .out).unitColumns()[neuron]
    let delta = try activations(layer, .delta).unitColumns()[neuron]
    let places = max(1, pre.count / batchRows)
    let parts = blueprint.hasWeight ? blueprint.incomingParts : (weights: [], biases: [])
    let biases = try entries(of: neuron, parts.biases, in: blueprint)
    return NeuronDetail(
      inputs: try entries(of: neuron, parts.weights, in: blueprint)
        + (biases.count > 1 ? biases : []),
      bias: biases.count == 1 ? biases[0] : nil,
      samples: pre.indices.map {
        SampleEntry(sample: $0 / places, pre: pre[$0], out: out[$0], delta: delta[$0])
      })
  }

  private func entries(
    of neuron: Int, _ parts: [UnitPart], in layer: BlueprintLayer
  ) throws(EngineError) -> [WeightEntry] {
    let name = layer.name
    let values = try unitRows(layer, parts) { (part) throws(EngineError) in try parameter(name, part) }[
      neuron]
    let slopes = try unitRows(layer, parts) { (part) throws(EngineError) in try gradient(name, part) }[neuron]
    let updates = try unitRows(layer, parts) { (part) throws(EngineError) in try update(name, part) }[neuron]
    return values.indices.map {
      WeightEntry(weight: values[$0], gradient: slopes[$0], update: updates[$0])
    }
  }
}
