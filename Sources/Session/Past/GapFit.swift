import Analysis
import Engine
import InitKit
import Language

/// The growth of a layer's gap over the last steps: a straight line through its logarithm.
struct GapFit {
  /// The logarithm of the factor of one step.
  let rate: Double
  /// Steps that the line was fitted over.
  let steps: Int
  /// What the curvature predicts, as the mean over the same steps; nil where it predicts nothing.
  let predicted: Double?

  /// Steps in which the gap doubles; nil when it does not grow.
  var doubling: Double? { rate > 0 ? PortableMath.log(2) / rate : nil }

  /// Replays some of the last steps, no further back than the last change; nil where there is nothing to fit.
  ///
  /// - Throws: `Stop.interrupted`; what stands against going back.
  init?(_ session: Session, layer: String, window: Int) throws {
    let past = session.laboratory.past
    guard let leg = past.legsBehind.last, leg.stretch == past.here.stretch else { return nil }
    let first = max(leg.first, leg.step - window)
    let every = max(1, (leg.step - first) / 32)
    let moments = Array(stride(from: first, through: leg.step, by: every))
      .map { Moment(stretch: leg.stretch, step: $0) }
    guard moments.count >= 3 else { return nil }
    var points: [(step: Double, logarithm: Double)] = []
    var predictions: [Double] = []
    let isDone = try session.laboratory.visit(moments, interrupt: session.host.interruptFlag) { moment in
      guard let gap = try? session.laboratory.model().symmetry(of: layer).gap, gap > 0, gap.isFinite else {
        return
      }
      points.append((Double(moment.step), PortableMath.log(gap)))
      if let rate = try? session.laboratory.model().gapGrowth(of: layer)?.perStep { predictions.append(rate) }
    }
    guard isDone else { throw Stop.interrupted }
    guard points.count >= 3 else { return nil }
    let count = Double(points.count)
    let center = points.reduce(0) { $0 + $1.step } / count
    let mean = points.reduce(0) { $0 + $1.logarithm } / count
    let spread = points.reduce(0) { $0 + ($1.step - center) * ($1.step - center) }
    rate = points.reduce(0) { $0 + ($1.step - center) * ($1.logarithm - mean) } / spread
    steps = leg.step - first
    predicted = predictions.isEmpty ? nil : predictions.reduce(0, +) / Double(predictions.count)
  }
}
