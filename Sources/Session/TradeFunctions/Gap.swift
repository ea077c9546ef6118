import Analysis
import Engine
import Language

extension TradeFunction {
  /// `gap(LAYER)`
  static let gap = ofLayer(
    "gap", "smallest distance between two neurons, over incoming weights, bias and outgoing weights"
  ) { model, layer in
    .number(try model.symmetry(of: layer).gap ?? .nan)
  }
}
