import Analysis
import Engine
import Language

extension TradeFunction {
  /// `variance_ratio(LAYER)`
  static let varianceRatio = ofLayer(
    "variance_ratio", "mean square of a layer's pre-activations over that of the layer below"
  ) { model, layer in
    .number(try model.varianceRatio(of: layer))
  }
}
