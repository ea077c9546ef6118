import Engine
import Tensor

/// What makes the neurons of a layer: incoming weights, bias, outgoing weights.
///
/// Two neurons are the same when all three agree bit for bit; then no gradient can part them.
package struct LayerNeurons: Equatable, Sendable {
  /// Name of the layer.
  package let layer: String
  /// What they read, `[O, I...]`.
  let incoming: Tensor
  /// `[O]`, or nil for a layer without.
  let bias: Tensor?
  /// What reads them, `[P, O·block]`: each row holds a run of entries for every neuron.
  let outgoing: Tensor?

  /// Number of neurons O.
  package var count: Int { incoming.rows }

  /// One row a neuron: incoming weights, bias, outgoing weights.
  package var rows: [[Double]] { (0..<count).map(row) }

  /// A neuron's incoming weights, bias and outgoing weights.
  package func row(_ neuron: Int) -> [Double] {
    var row = Array(incoming.values[span(neuron, of: incoming.columns)])
    if let bias { row.append(bias.values[neuron]) }
    guard let outgoing else { return row }
    let block = outgoing.columns / count
    for start in stride(from: 0, to: outgoing.count, by: max(1, outgoing.columns)) {
      row += outgoing.values[span(neuron, of: block, from: start)]
    }
    return row
  }

  /// Whether all neurons are one; looks no further than the first difference.
  package var areAllEqual: Bool {
    guard count > 1 else { return true }
    if let bias, !isRepeated(bias.values[...], every: 1) { return false }
    guard isRepeated(incoming.values[...], every: incoming.columns) else { return false }
    guard let outgoing else { return true }
    let width = outgoing.columns
    return (0..<outgoing.rows).allSatisfy {
      isRepeated(outgoing.values[span($0, of: width)], every: width / count)
    }
  }

  private func span(_ index: Int, of width: Int, from start: Int = 0) -> Range<Int> {
    start + index * width..<start + (index + 1) * width
  }

  /// Whether the numbers are a first block again and again, bit for bit.
  private func isRepeated(_ values: ArraySlice<Double>, every block: Int) -> Bool {
    zip(values, values.dropFirst(block)).allSatisfy { $0.bitPattern == $1.bitPattern }
  }
}

extension LayerNeurons {
  /// Reads a layer of a model; the outgoing weights are those of the next layer that has any, as far as
  /// each of them reads a single neuron.
  ///
  /// - Throws: `unknownName`; `notAvailable` for a layer without weights.
  package init(_ layer: String, of model: Model) throws(EngineError) {
    let place = try model.weightedPlace(layer)
    let hasBias = model.layers[place].parameters.contains { $0.name == "bias" }
    self.init(
      layer: layer, incoming: try model.parameter(layer, "weight"),
      bias: hasBias ? try model.parameter(layer, "bias") : nil,
      outgoing: try LayerNeurons.outgoing(from: place, of: model))
  }

  /// The weights that read a layer's neurons, through layers that have none, neuron by neuron in each row.
  private static func outgoing(from place: Int, of model: Model) throws(EngineError) -> Tensor? {
    var units: UnitLayout? = model.layers[place].unitLayout
    for layer in model.layers[(place + 1)...] {
      guard let known = units else { return nil }
      if layer.hasWeight { return layer.weightReading(known, try model.parameter(layer.name, "weight")) }
      units = layer.carried(known)
    }
    return nil
  }
}
