import Analysis
import Engine
import Language

extension TradeFunction {
  /// `saturated(LAYER)`
  static let saturated = ofLayer(
    "saturated", "how many neurons stand at a limit of their activation on nearly every sample"
  ) { model, layer, thresholds in
    .number(Double(try model.neuronStates(in: layer, thresholds: thresholds).saturatedCount))
  }
}
