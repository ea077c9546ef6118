import Analysis
import Engine
import Language

extension TradeFunction {
  /// `distinct(LAYER)`
  static let distinct = ofLayer(
    "distinct", "how many different neurons a layer has; equal ones are equal bit for bit"
  ) { model, layer in
    .number(Double(try model.distinct(in: layer)))
  }
}
