import Engine
import Tensor

extension Model {
  /// Mean square of a layer's sums over that of the sums of the layer with weights before it.
  ///
  /// For the first such layer, over the mean square of the input. By IEEE rules where that is 0. Mean
  /// squares and not variances: sums of rectified inputs need not have mean 0, and forward the square counts.
  ///
  /// - Throws: `unknownName`.
  package func varianceRatio(of layer: String) throws(EngineError) -> Double {
    let now = try activations(layer, .pre).meanSquare
    let below = layers.prefix { $0.name != layer }.last { $0.hasWeight }
    guard let below else { return now / input.meanSquare }
    return now / (try activations(below.name, .pre).meanSquare)
  }
}

extension Tensor {
  /// Mean of the squares of all entries.
  fileprivate var meanSquare: Double { values.reduce(0) { $0 + $1 * $1 } / Double(count) }
}
