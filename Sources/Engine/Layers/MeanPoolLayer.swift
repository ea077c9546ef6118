/// The mean over the steps of a sequence.
struct MeanPoolLayer: LayerKind {
  /// All that is said of it.
  let specification = Specification(
    name: "mean_pool", aliases: ["mean_pooling", "global_avg_pool1d"],
    summary: "Takes the mean over the steps of a sequence: [time, features] becomes [features].",
    formula: "out[c] = mean over t of in[t, c]", source: "textbook",
    example: "data noise features=20; layer reshape [10, 2]; layer mean_pool")
  /// The features give its size.
  let sizeRule = LayerWord.none
  /// It has no sums to apply one to.
  let activationRule = LayerWord.none

  /// The features.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] {
    guard input.count == 2 else {
      throw .layerShape(layer: layer.name, kind: layer.kind, input: input, problem: .axes(needed: 2))
    }
    return [input[1]]
  }

  /// Adds the mean and its derivative.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let (steps, features) = (layer.input.shape[0], layer.input.shape[1])
    let out = try plan.reserve(perSample: features)
    let delta = try plan.reserveDelta(of: layer, columns: features)
    plan.addForward(.meanSteps(layer.input.value, steps: steps, columns: features, result: out))
    if let below = layer.input.gradient {
      plan.addBackward(.meanStepsBackward(delta, steps: steps, columns: features, result: below))
    }
    return LayerBuffers(
      pre: out, output: Signal(value: out, gradient: delta, shape: layer.outputShape), delta: delta)
  }

  /// Features stay apart.
  func passage(of units: [UnitLabels], through layer: LayerSettings, inputs: [[Int]]) -> UnitPassage {
    guard let onward = units[0].repeated(every: inputs[0].last ?? 0) else { return .mixed }
    return UnitPassage(onward: onward)
  }
}
