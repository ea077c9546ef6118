import Analysis
import Engine
import Language

extension TradeFunction {
  /// `dead(LAYER)`
  static let dead = ofLayer(
    "dead", "how many neurons have an activation with slope 0 on every sample of the batch"
  ) { model, layer, thresholds in
    .number(Double(try model.neuronStates(in: layer, thresholds: thresholds).deadCount))
  }
}
