import Analysis
import Engine
import Text

/// Gradients of exactly 0 in words.
extension CauseWording {
  /// What keeps the gradient from coming down.
  static func blocked(_ cause: Cause, _ model: Model) -> Parts {
    switch cause {
    case .noSlope(let layer, let neuron, let activation, let lowest, let highest):
      let name = neuron.map { "\(layer)[\($0)]" } ?? layer
      let bias = neuron.map { "\(layer)[\($0)].bias" } ?? "\(layer).bias"
      let hasBias = (try? model.blueprint.layer(layer))?.parameters.contains { $0.name == "bias" } ?? false
      return (
        "no-slope",
        [
          "the slope of \(activation) is exactly 0 on every sample: the sums of \(name, .name) lie from \(lowest, .number) to \(highest, .number)",
          "delta = slope × what comes from above = 0, and gradient = delta × input = 0",
        ],
        [
          "layer": .text(layer), "neuron": neuron.map { .integer($0) } ?? .null, "lowest": .number(lowest),
          "highest": .number(highest),
        ],
        (hasBias && highest <= 0
          ? ["set \(bias) = \(NumberFormat(digits: 2).string(abs(highest) + 0.5))"] : [])
          + ["init \(layer)"]
      )
    case .unread(let layer, let neuron, let readers):
      let name = neuron.map { "\(layer)[\($0)]" } ?? layer
      let above = readers.first?.split(separator: ".").first.map(String.init) ?? layer
      return (
        "unread",
        [
          "every weight that reads \(name, .name) is 0 (\(readers.joined(separator: ", "), .name)): delta = slope × sum of weight × delta above = 0",
          "an output layer of zeros gives way after one step; two layers of zeros in a row never do",
        ], ["layer": .text(layer), "readers": .array(readers.map { .text($0) })],
        ["init \(above) xavier_normal", "step"]
      )
    case .noDeltaAbove(let layer, let above):
      return (
        "no-delta-above",
        ["nothing comes down to \(layer, .name): every delta of \(above, .name) is 0, because"],
        ["layer": .text(layer), "above": .text(above)], ["why \(above)"]
      )
    default: return ("unknown", [], [:], [])
    }
  }

  /// What the gradient of neurons that have deltas, or could have them, lacks.
  static func zero(_ cause: Cause) -> Parts {
    switch cause {
    case .alternating(let layer, let neuron, let noSlope, let noDelta):
      let name = neuron.map { "\(layer)[\($0)]" } ?? layer
      return (
        "alternating",
        [
          "for \(name, .name) the slope is 0 in \(noSlope, .number) places, and in the other \(noDelta, .number) nothing comes from above"
        ], ["layer": .text(layer), "no_slope": .integer(noSlope), "no_delta": .integer(noDelta)],
        ["grad \(neuron.map { "\(layer)[\($0)]" } ?? layer)", "init \(layer)"]
      )
    case .noInput(let layer, let below):
      return (
        "no-input",
        [
          "all that \(layer, .name) reads is 0 on every sample: gradient = delta × input = 0",
          below.map { "\($0, .name) gives nothing" } ?? "the batch's inputs are 0",
        ], ["layer": .text(layer), "below": below.map { .text($0) } ?? .null],
        below.map { ["why \($0)", "activations \($0)"] } ?? ["print input"]
      )
    case .cancelling(let layer, let largest):
      return (
        "cancelling",
        [
          "each sample has a gradient in \(layer, .name) (deltas up to \(largest, .number)), but over the batch they add up to exactly 0",
          "the mean residual is 0 while the layer sees no difference between the samples",
        ], ["layer": .text(layer), "largest_delta": .number(largest)],
        ["batch 1", "print \(layer).delta", "init \(layer) xavier_normal"]
      )
    default:
      guard case .noResidual(let loss, let value) = cause else { return ("unknown", [], [:], []) }
      return (
        "no-residual",
        [
          "the derivative of \(loss) by every output is 0 on this batch: the loss is \(value, .number), and nothing is left to learn here"
        ],
        ["loss": .number(value)], ["print loss, output, target"]
      )
    }
  }
}
