import CKernels
import InitKit

/// Normalizes each unit over the batch, and over time or places, as PyTorch's BatchNorm1d and BatchNorm2d.
struct BatchNormLayer: LayerKind {
  /// All that is said of it.
  let specification = Specification(
    name: "batch_norm", aliases: ["batchnorm", "batch_norm1d", "batch_norm2d", "bn"],
    summary:
      "Normalizes each unit or channel over the batch; held-out samples are normalized by running statistics.",
    formula:
      "out = (x - mean) / sqrt(var + epsilon) weight + bias, mean and biased var over batch, time and places; "
      + "running = (1 - momentum) running + momentum (mean | unbiased var), once a step",
    source: "Ioffe and Szegedy 2015, arXiv:1502.03167; PyTorch BatchNorm",
    options: [
      .normEpsilon(1e-5),
      .number(
        "momentum", default: 0.1, in: NumberRange(0, 1),
        help: "share of the batch in the running statistics (not of the past, as Keras has it)"),
      .affine, .normBias,
      .boolean(
        "running", aliases: ["track_running_stats"], default: true,
        help: "keep running statistics for evaluation; else the batch's own count there too"),
      .rateFactor,
    ],
    example: "layer dense 8 bias=false name=h1; layer batch_norm; layer activation relu")
  /// It takes what comes from below.
  let sizeRule = LayerWord.none
  /// It has no sums of its own: `layer activation` follows.
  let activationRule = LayerWord.none
  /// Every sample moves the mean of all.
  let couplesSamples = true
  /// Where samples are judged, running statistics stand in for those of the batch.
  let differsInTraining = true

  /// The shape that goes in.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] { input }

  /// `weight` and `bias` `[units]`, as far as they are wanted.
  func parameters(of layer: LayerSettings, input: [Int]) -> [ParameterDeclaration] {
    layer.affineParameters(shape: [UnitLayout(shape: input).count])
  }

  /// `running_mean` and `running_var` `[units]`.
  func statistics(of layer: LayerSettings, input: [Int]) -> [StatisticDeclaration] {
    guard layer.options.isTrue("running") else { return [] }
    let shape = [UnitLayout(shape: input).count]
    return [
      StatisticDeclaration("running_mean", shape: shape, initialValue: 0),
      StatisticDeclaration("running_var", shape: shape, initialValue: 1),
    ]
  }

  /// Adds the normalization, its derivatives, and the move of the running statistics.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let columns = layer.outputShape.reduce(1, *)
    let channels = Channels(layer.outputShape)
    let out = try plan.reserve(perSample: columns)
    let delta = try plan.reserve(perSample: columns)
    let saved = try plan.reserve(2 * channels.count)
    let (mean, variance) = (layer.statistics["running_mean"], layer.statistics["running_var"])
    let (weight, bias) = (layer.parameters["weight"], layer.parameters["bias"])

    var forward = channels.operation(IL_OP_BATCH_NORM)
    forward.record.parameter = layer.settings.options.number("epsilon", else: 0)
    (forward.a, forward.b, forward.c) = (layer.input.value, weight?.value, bias?.value)
    forward.result = out
    forward.operands = [saved, mean, variance]
    plan.addForward(forward)

    var backward = channels.operation(IL_OP_BATCH_NORM_BACKWARD)
    backward.record.parameter = forward.record.parameter
    (backward.a, backward.b, backward.c) = (layer.input.value, weight?.value, delta)
    backward.operands = [saved, mean, layer.input.gradient, weight?.gradient, bias?.gradient]
    plan.addBackward(backward)

    if mean != nil {
      var update = channels.operation(IL_OP_BATCH_NORM_UPDATE)
      update.record.parameter = layer.settings.options.number("momentum", else: 0)
      update.operands = [saved, mean, variance]
      plan.addUpdate(update)
    }
    return LayerBuffers(
      pre: out, output: Signal(value: out, gradient: delta, shape: layer.outputShape), delta: delta)
  }

  /// Units keep their places.
  func passage(of units: [UnitLabels], through layer: LayerSettings, inputs: [[Int]]) -> UnitPassage {
    UnitPassage(onward: units[0])
  }
}
