import Analysis
import Engine
import Language

extension TradeFunction {
  /// `growth(LAYER)`
  static let growth = ofLayer(
    "growth", "rate per step at which a small gap between neurons grows, by the curvature of the loss"
  ) { model, layer in
    .number(try model.gapGrowth(of: layer)?.perStep ?? .nan)
  }
}
