import Engine
import InitKit
import Tensor

/// How a layer passes signals on: what is measured on the current batch, beside what its initializer's law predicts.
package struct SignalLayer: Equatable, Sendable {
  /// The layer.
  package let layer: String
  /// Mean of the sums before the activation.
  package let mean: Double
  /// Their variance over samples and neurons.
  package let variance: Double
  /// Their mean square.
  package let forward: SignalFigure
  /// Mean cosine of the sums of two samples; nil for a batch of one.
  package let correlation: Double?
  /// The same as the correlation map predicts it from the layer below.
  package let correlationPredicted: Double?
  /// Mean square of the deltas.
  package let backward: SignalFigure
  /// Norm of the gradient by the layer's parameters.
  package let gradientNorm: Double
  /// How many neurons are dead.
  package let dead: Int
  /// How many are saturated.
  package let saturated: Int
  /// Participation ratio of the activations over the batch: how many directions they fill.
  package let effectiveRank: Double
  /// Norm of the last update over that of the weights; nil when that is 0.
  package let updateRatio: Double?
}

/// A number that is measured and predicted.
package struct SignalFigure: Equatable, Sendable {
  /// On the current batch.
  package let measured: Double
  /// By the law; nil where there is none.
  package let predicted: Double?
  /// Three deviations of the logarithm, by the scatter of finite layers.
  package let spread: Double?

  /// The interval around the prediction; nil without one.
  package var range: (low: Double, high: Double)? {
    guard let predicted, let spread else { return nil }
    let factor = PortableMath.exp(spread)
    return (predicted / factor, predicted * factor)
  }

  /// Whether what is measured lies in the interval; nil without a prediction.
  package var agrees: Bool? { range.map { $0.low <= measured && measured <= $0.high } }
}

extension Model {
  /// Signals layer by layer, from the input up.
  ///
  /// - Throws: `notAvailable`, which cannot be here.
  package func signal(_ thresholds: Thresholds) throws(EngineError) -> [SignalLayer] {
    var prediction = SignalPrediction(self)
    let layers = weightedLayers
    for layer in layers { try prediction.goUp(layer) }
    try prediction.goDown(layers)
    var result: [SignalLayer] = []
    for layer in layers { result.append(try signal(of: layer, prediction, thresholds)) }
    return result
  }

  private func signal(
    of layer: BlueprintLayer, _ prediction: SignalPrediction, _ thresholds: Thresholds
  ) throws(EngineError) -> SignalLayer {
    let pre = try activations(layer.name, .pre)
    let delta = try activations(layer.name, .delta)
    let out = try activations(try outlet(of: layer).name, .out)
    let states = try neuronStates(in: layer.name, thresholds: thresholds)
    let mean = Reduction.mean.apply(pre.values) ?? .nan
    let forward = prediction.forward[layer.name]
    let backward = prediction.backward[layer.name]
    var norm = 0.0
    for parameter in layer.parameters {
      norm += try gradient(layer.name, parameter.name).values.reduce(0) { $0 + $1 * $1 }
    }
    let deviation = Reduction.deviation.apply(pre.values) ?? .nan
    return SignalLayer(
      layer: layer.name, mean: mean, variance: deviation * deviation,
      forward: SignalFigure(
        measured: pre.meanSquareOfEntries, predicted: forward?.value, spread: forward?.spread),
      correlation: pre.meanCosine, correlationPredicted: prediction.correlation[layer.name],
      backward: SignalFigure(
        measured: delta.meanSquareOfEntries, predicted: backward?.value, spread: backward?.spread),
      gradientNorm: norm.squareRoot(), dead: states.deadCount, saturated: states.saturatedCount,
      effectiveRank: out.participationRatio,
      updateRatio: try CauseSearch(self, thresholds).updateRatio(layer.name))
  }
}

extension Tensor {
  /// Mean of the squares of all entries.
  var meanSquareOfEntries: Double {
    count == 0 ? 0 : values.reduce(0) { $0 + $1 * $1 } / Double(count)
  }

  /// Rows that pairs are made of; more tell hardly more.
  private static let mostRows = 64

  /// Mean cosine of two different rows; nil for fewer than two.
  var meanCosine: Double? {
    let rows = Swift.min(self.rows, Self.mostRows)
    guard rows > 1 else { return nil }
    var (sum, pairs) = (0.0, 0)
    let products = gram(rows)
    for i in 0..<rows {
      for j in 0..<i where products[i][i] > 0 && products[j][j] > 0 {
        sum += products[i][j] / (products[i][i] * products[j][j]).squareRoot()
        pairs += 1
      }
    }
    return pairs > 0 ? sum / Double(pairs) : nil
  }

  /// (sum of s^2)^2 / sum of s^4 over the singular values s of the rows.
  var participationRatio: Double {
    let products = gram(Swift.min(rows, 4 * Self.mostRows))
    let trace = products.indices.reduce(0) { $0 + products[$1][$1] }
    let square = products.reduce(0) { $1.reduce($0) { $0 + $1 * $1 } }
    return square > 0 ? trace * trace / square : 0
  }

  /// Inner products of the first rows.
  private func gram(_ rows: Int) -> [[Double]] {
    var result = [[Double]](repeating: [Double](repeating: 0, count: rows), count: rows)
    for i in 0..<rows {
      let first = rowEntries(i)
      for j in 0...i {
        var sum = 0.0
        for (a, b) in zip(first, rowEntries(j)) { sum += a * b }
        (result[i][j], result[j][i]) = (sum, sum)
      }
    }
    return result
  }
}
