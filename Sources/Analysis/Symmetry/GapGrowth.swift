import Engine
import InitKit
import Tensor

/// How fast the gap between two nearly equal neurons grows, by the loss linearised around them.
///
/// An antisymmetric change (a of the incoming, c of the outgoing weights) moves by d/dt (a, c) = -H (a, c) with
/// H = [A, B; B^T, 0], A = sum over samples of (v · delta) phi''(z) x x^T and B = sum of phi'(z) x delta^T, where
/// delta are those of the layer above and x is what the neurons read, with a 1 for the bias. The gap grows with
/// lambda = - the smallest eigenvalue of H (Fukumizu and Amari 2000, for the sign of A alone).
package struct GapGrowth: Equatable, Sendable {
  /// The rate by time, for gradient flow.
  package let rate: Double
  /// The rate by step, the logarithm of the factor; nil for optimizers that the linearisation says nothing of.
  package let perStep: Double?
}

extension Model {
  /// The growth at the present weights on the current batch; nil for a layer that is not dense, or that no dense
  /// layer alone reads.
  ///
  /// - Throws: `unknownName`.
  package func gapGrowth(of layer: String) throws(EngineError) -> GapGrowth? {
    let whole = try blueprint.layer(layer)
    guard whole.kind.specification.name == "dense", whole.inputShape.count == 1, whole.units > 1 else {
      return nil
    }
    let (outlet, activation) = try outlet(of: whole)
    guard activation.activation.isElementwise, let reader = denseReader(of: outlet) else { return nil }
    let pair = try nearestPair(in: layer)
    // Of two neurons of which one is frozen the difference does not move by itself.
    guard isFrozen(pair.0, of: layer) == isFrozen(pair.1, of: layer) else { return nil }
    // Nor does it move as a whole where single weights are frozen.
    guard ![layer, reader.name].contains(where: hasFrozenEntries) else { return nil }
    var matrix = try curvature(of: whole, activation, reader, pair)
    let decay = blueprint.optimizer.values.number("weight_decay") ?? 0
    for place in matrix.indices { matrix[place][place] += decay }
    scale(&matrix, by: rates(of: whole, pair.0) + rates(of: reader))
    let rate = 0 - SmallestEigenvalue.of(matrix)
    return GapGrowth(rate: rate, perStep: perStep(rate))
  }

  /// The two neurons of a layer that are nearest to each other.
  private func nearestPair(in layer: String) throws(EngineError) -> (Int, Int) {
    let neighbors = NearestRows(rows: try LayerNeurons(layer, of: self).rows).neighbors
    var best = (0, 1)
    var distance = Double.infinity
    for (neuron, neighbor) in neighbors.enumerated() {
      guard let neighbor, neighbor.distance < distance else { continue }
      (best, distance) = ((neuron, neighbor.row), neighbor.distance)
    }
    return best
  }

  private func curvature(
    of layer: BlueprintLayer, _ activation: ChosenActivation, _ reader: BlueprintLayer, _ pair: (Int, Int)
  ) throws(EngineError) -> [[Double]] {
    let pre = try activations(layer.name, .pre)
    let above = try activations(reader.name, .delta)
    let weight = try parameter(reader.name, "weight")
    let hasBias = layer.parameters.contains { $0.name == "bias" }
    let input = try layerInput(layer.name)
    let points = (0..<pre.rows).map { row in
      (pre.values[row * pre.columns + pair.0] + pre.values[row * pre.columns + pair.1]) / 2
    }
    let outgoing = (0..<weight.rows).map { row in
      (weight.values[row * weight.columns + pair.0] + weight.values[row * weight.columns + pair.1]) / 2
    }
    let slopes = activation.slopes(at: points)
    let bends = activation.bends(at: points)
    let (width, outputs) = (input.columns + (hasBias ? 1 : 0), above.columns)
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: width + outputs), count: width + outputs)
    for row in points.indices {
      let read = Array(input.rowEntries(row)) + (hasBias ? [1] : [])
      let deltas = Array(above.rowEntries(row))
      let bend = bends[row] * zip(outgoing, deltas).reduce(0) { $0 + $1.0 * $1.1 }
      for i in 0..<width {
        for j in 0..<width { matrix[i][j] += bend * read[i] * read[j] }
        for j in 0..<outputs {
          let entry = slopes[row] * read[i] * deltas[j]
          matrix[i][width + j] += entry
          matrix[width + j][i] += entry
        }
      }
    }
    return matrix
  }

  /// Weights may learn at a part of the learning rate, or not at all: time then runs slower for them.
  private func scale(_ matrix: inout [[Double]], by rates: [Double]) {
    guard rates.contains(where: { $0 != 1 }) else { return }
    let factors = rates.map { $0.squareRoot() }
    for i in matrix.indices { for j in matrix.indices { matrix[i][j] *= factors[i] * factors[j] } }
  }

  /// By weight and bias into a neuron the part of the learning rate.
  private func rates(of layer: BlueprintLayer, _ neuron: Int) -> [Double] {
    let isFrozen = isFrozen(neuron, of: layer.name)
    let weights = [Double](repeating: rate(of: "weight", in: layer), count: layer.inputShape.last ?? 0)
    let hasBias = layer.parameters.contains { $0.name == "bias" }
    return (weights + (hasBias ? [rate(of: "bias", in: layer)] : [])).map { isFrozen ? 0 : $0 }
  }

  /// By neuron of the layer above the part of the learning rate at which its weights learn.
  private func rates(of reader: BlueprintLayer) -> [Double] {
    (0..<reader.units).map { isFrozen($0, of: reader.name) ? 0 : rate(of: "weight", in: reader) }
  }

  private func rate(of parameter: String, in layer: BlueprintLayer) -> Double {
    let learns = (try? layer.parameter(parameter))?.learns ?? true
    return learns ? layer.settings.options.number("lr_scale") ?? 1 : 0
  }

  private func hasFrozenEntries(_ layer: String) -> Bool {
    description.layers.first { $0.name == layer }?.frozen.entries.isEmpty == false
  }

  private func isFrozen(_ neuron: Int, of layer: String) -> Bool {
    description.layers.first { $0.name == layer }?.frozen.units.contains(neuron) ?? false
  }

  /// The logarithm of the factor of one step: of gradient descent 1 + lr lambda, with momentum the larger root of
  /// the two-term recursion. Others, such as adam, divide by the gradient's size, which has no linear part.
  private func perStep(_ rate: Double) -> Double? {
    let optimizer = blueprint.optimizer
    guard ["sgd", "momentum", "nesterov"].contains(optimizer.optimizer.name) else { return nil }
    let growth: Double = learningRate * rate
    let momentum = optimizer.values.number("momentum") ?? 0
    let looksAhead = optimizer.optimizer.name == "nesterov" || optimizer.values.isTrue("nesterov")
    let trace: Double = 1 + momentum + growth * (looksAhead ? 1 + momentum : 1)
    let determinant: Double = momentum + (looksAhead ? growth * momentum : 0)
    let root: Double = (trace + max(0, trace * trace - 4 * determinant).squareRoot()) / 2
    return root > 0 ? PortableMath.log(root) : nil
  }
}

extension ChosenActivation {
  /// The second derivative, by central differences of the first.
  func bends(at points: [Double]) -> [Double] {
    let step = 1e-4
    let above = slopes(at: points.map { $0 + step })
    let below = slopes(at: points.map { $0 - step })
    return zip(above, below).map { ($0 - $1) / (2 * step) }
  }
}
