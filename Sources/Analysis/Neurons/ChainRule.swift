import Engine
import Tensor

/// A neuron's gradient as the chain rule gives it, factor by factor, on the current batch.
///
/// `gradient[i] = sum over samples of delta · input[i]`, and `delta = slope · sum over the neurons above of
/// weight · delta above`. Deltas are derivatives of the batch's mean loss, so that samples are summed, not averaged.
package struct ChainRule: Equatable, Sendable {
  /// What reads the neuron.
  package let reader: ChainReader
  /// The factors of each sample.
  package let samples: [ChainSample]
  /// What the neuron reads, `[sample][input]`.
  package let inputs: [[Double]]

  /// The products that a weight's gradient is the sum of, sample by sample.
  package func terms(ofInput input: Int) -> [Double] {
    // The 0 makes a product of -0 one of 0, which means no more and reads better.
    zip(samples, inputs).map { $0.delta * $1[input] + 0 }
  }
}

/// Where a neuron's delta comes from.
package enum ChainReader: Equatable, Sendable {
  /// The loss itself reads the neuron.
  case loss(String)
  /// A dense layer reads it, by these weights, one a neuron of that layer.
  case layer(String, weights: [Double])
  /// Several layers, or one whose neurons read many places.
  case other
}

/// The factors of a neuron's delta for one sample.
package struct ChainSample: Equatable, Sendable {
  /// Row of the batch.
  package let sample: Int
  /// The sum before the activation.
  package let pre: Double
  /// The activation's slope there; 1 where it is part of the loss.
  package let slope: Double
  /// The deltas of the neurons above; none where they are not known one by one.
  package let above: [Double]
  /// The sum over them of weight times delta; nil where it is not known.
  package let fromAbove: Double?
  /// The derivative of the mean loss by the sum before the activation.
  package let delta: Double
}

extension Model {
  /// The chain rule of one neuron; nil for a layer whose neurons are computed at many places, or gate by gate.
  ///
  /// - Throws: `unknownName`.
  package func chainRule(of neuron: Int, in layer: String) throws(EngineError) -> ChainRule? {
    let whole = try blueprint.layer(layer)
    guard whole.kind.specification.name == "dense", whole.inputShape.count == 1 else { return nil }
    let (name, activation) = try outlet(of: whole)
    let reader = try chainReader(of: neuron, behind: name)
    let units = whole.units
    func column(_ tensor: Tensor) -> [Double] {
      (0..<batchRows).map { tensor.values[$0 * units + neuron] }
    }
    let pre = column(try activations(layer, .pre))
    let delta = column(try activations(layer, .delta))
    let isFused = name == layers.last?.name && blueprint.isActivationFused
    let slopes = isFused ? [Double](repeating: 1, count: pre.count) : activation.slopes(at: pre)
    var above: [[Double]] = []
    if case .layer(let reading, _) = reader { above = try rows(try activations(reading, .delta)) }
    let samples = pre.indices.map { sample in
      let deltas = above.isEmpty ? [] : above[sample]
      var sum: Double?
      if case .layer(_, let weights) = reader { sum = zip(weights, deltas).reduce(0) { $0 + $1.0 * $1.1 } }
      return ChainSample(
        sample: sample, pre: pre[sample], slope: slopes[sample], above: deltas, fromAbove: sum,
        delta: delta[sample])
    }
    return ChainRule(reader: reader, samples: samples, inputs: try rows(try layerInput(layer)))
  }

  /// The layer that gives what others read of a layer's neurons, and its activation: the layer itself, or an
  /// activation alone that stands above it.
  func outlet(of layer: BlueprintLayer) throws(EngineError) -> (name: String, activation: ChosenActivation) {
    let own = layer.settings.activation
    guard own.activation.name == "identity", let only = readers(of: layer.name).only,
      only.kind.activationRule == .required
    else { return (layer.name, own) }
    return (only.name, only.settings.activation)
  }

  /// The dense layer that alone reads what a layer gives; nil when it is another, or there are several.
  func denseReader(of layer: String) -> BlueprintLayer? {
    guard let only = readers(of: layer).only, only.kind.specification.name == "dense",
      only.inputShape.count == 1, only.parameters.contains(where: { $0.name == "weight" })
    else { return nil }
    return only
  }

  private func chainReader(of neuron: Int, behind layer: String) throws(EngineError) -> ChainReader {
    if readers(of: layer).isEmpty { return .loss(blueprint.loss.name) }
    guard let reader = denseReader(of: layer) else { return .other }
    let weight = try parameter(reader.name, "weight")
    return .layer(
      reader.name, weights: (0..<weight.rows).map { weight.values[$0 * weight.columns + neuron] })
  }

  /// The layers that read a layer, by their order.
  private func readers(of layer: String) -> [BlueprintLayer] {
    guard let place = layers.firstIndex(where: { $0.name == layer }) else { return [] }
    return layers.filter { $0.inputs.contains(place) }
  }

  private func rows(_ tensor: Tensor) throws(EngineError) -> [[Double]] {
    (0..<tensor.rows).map { Array(tensor.rowEntries($0)) }
  }
}

extension Collection {
  /// The element of a collection that has one.
  var only: Element? { count == 1 ? first : nil }
}
