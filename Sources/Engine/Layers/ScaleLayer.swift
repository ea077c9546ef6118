import CKernels
import InitKit

/// Multiplies by learnt numbers: one for all, as ReZero does, or one for each unit, as LayerScale does.
struct ScaleLayer: LayerKind {
  /// All that is said of it.
  let specification = Specification(
    name: "scale", aliases: ["rezero", "layer_scale"],
    summary:
      "Multiplies by a learnt number, or by one for each unit; initial=0 switches a branch off at first.",
    formula: "out = weight x, weight [1], or [units] with per=unit",
    source: "Bachlechner et al. 2020, arXiv:2003.04887; Touvron et al. 2021, arXiv:2103.17239",
    options: [
      .number(
        "initial", aliases: ["init_value", "init_values"], default: 1,
        help: "what the weight is before the first step"),
      OptionSpecification(
        "per", .choice(["layer", "unit"]), default: .value(.text("layer")),
        help: "one number for the whole layer, or one for each unit"),
      .rateFactor,
    ],
    example: "layer dense 8; residual { layer dense 8 relu; layer scale initial=0 }")
  /// `scale 0` is `scale initial=0`.
  let firstOption: String? = "initial"
  /// It takes what comes from below.
  let sizeRule = LayerWord.none
  /// It has no sums of its own.
  let activationRule = LayerWord.none

  /// The shape that goes in.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] { input }

  /// `weight` `[1]` or `[units]`.
  func parameters(of layer: LayerSettings, input: [Int]) -> [ParameterDeclaration] {
    let shape = [channels(of: layer, input: input).count]
    return [
      ParameterDeclaration(
        "weight", .scale, shape: shape, fans: Fans(shape: shape, layout: .vector),
        defaultInitializer: "constant", arguments: [.number(layer.options.number("initial", else: 1))])
    ]
  }

  /// What one number multiplies.
  private func channels(of layer: LayerSettings, input: [Int]) -> Channels {
    layer.options.values["per"] == .text("unit") ? Channels(input) : Channels(oneOf: input)
  }

  /// Adds the product and its derivatives.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    guard let weight = layer.parameters["weight"] else {
      preconditionFailure("a scale has declared its weight")
    }
    let columns = layer.outputShape.reduce(1, *)
    let channels = channels(of: layer.settings, input: layer.input.shape)
    let out = try plan.reserve(perSample: columns)
    let delta = try plan.reserve(perSample: columns)
    func product(_ input: Buffer, _ result: Buffer) -> PlannedOperation {
      var operation = channels.operation(IL_OP_SCALE_CHANNELS)
      (operation.a, operation.b, operation.result) = (input, weight.value, result)
      return operation
    }
    plan.addForward(product(layer.input.value, out))
    var slope = channels.operation(IL_OP_SCALE_CHANNELS_TO_FACTOR)
    (slope.a, slope.c, slope.result) = (layer.input.value, delta, weight.gradient)
    plan.addBackward(slope)
    if let below = layer.input.gradient { plan.addBackward(product(delta, below)) }
    return LayerBuffers(
      pre: out, output: Signal(value: out, gradient: delta, shape: layer.outputShape), delta: delta)
  }

  /// A number for all belongs to nobody.
  func unitParts(of layer: LayerSettings, input: [Int]) -> [UnitPart] {
    guard layer.options.values["per"] == .text("unit") else { return [] }
    return parameters(of: layer, input: input).map { UnitPart($0.name, rowsOf: $0.shape) }
  }

  /// Units keep their places.
  func passage(of units: [UnitLabels], through layer: LayerSettings, inputs: [[Int]]) -> UnitPassage {
    UnitPassage(onward: units[0])
  }
}
