import CKernels
import InitKit

/// Drops numbers at random while training, as PyTorch's Dropout.
struct DropoutLayer: LayerKind {
  /// All that is said of it.
  let specification = Specification(
    name: "dropout",
    summary:
      "Drops numbers at random at each step of training, and none where held-out samples are looked at.",
    formula: "out = x / (1 - p) with probability 1 - p, else 0; drawn by seed, name of the layer and step",
    source: "Srivastava et al. 2014; PyTorch Dropout",
    options: [
      .number(
        "p", aliases: ["rate", "probability"], default: 0.5, in: NumberRange(0, 1, includesUpper: false),
        help: "probability that a number is dropped")
    ],
    example: "layer dense 8 relu; layer dropout 0.5")
  /// `dropout 0.5` is `dropout p=0.5`.
  let firstOption: String? = "p"
  /// It takes what comes from below.
  let sizeRule = LayerWord.none
  /// It has no sums of its own.
  let activationRule = LayerWord.none
  /// Where samples are judged nothing is dropped.
  let differsInTraining = true

  /// The shape that goes in.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] { input }

  /// Adds the dropping, and the same for the derivative.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let columns = layer.outputShape.reduce(1, *)
    let out = try plan.reserve(perSample: columns)
    let delta = try plan.reserveDelta(of: layer, columns: columns)
    var forward = PlannedOperation(IL_OP_DROPOUT, columns: columns)
    forward.record.key = layer.drawKey
    forward.record.parameter = layer.settings.options.number("p", else: 0)
    (forward.a, forward.result) = (layer.input.value, out)
    plan.addForward(forward)
    if let below = layer.input.gradient {
      var backward = forward
      (backward.a, backward.result) = (delta, below)
      plan.addBackward(backward)
    }
    return LayerBuffers(
      pre: out, output: Signal(value: out, gradient: delta, shape: layer.outputShape), delta: delta)
  }
}
