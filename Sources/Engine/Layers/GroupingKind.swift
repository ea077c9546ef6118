import CKernels
import InitKit

/// What norms within a sample share: a kind says which numbers are normalized together.
protocol GroupingKind: LayerKind {
  /// Whether the mean is taken off.
  var isCentered: Bool { get }

  /// The groups of an input that fits.
  func grouping(of layer: LayerSettings, input: [Int]) -> NormGrouping

  /// Shape of weight and bias.
  func affineShape(of layer: LayerSettings, input: [Int]) -> [Int]
}

/// Which numbers of a sample are normalized together; see the kernels' record.
struct NormGrouping: Equatable {
  /// Times that the whole comes by in a sample.
  var repeats = 1
  /// Groups of a sample.
  var groups = 1
  /// Runs of a group.
  var blocks = 1
  /// Numbers of a run.
  var length: Int
  /// Distance between the starts of groups.
  var groupStep = 0
  /// Distance between the runs of a group.
  var blockStep = 0
  /// Whether weight and bias belong to runs, not to the places in one.
  var isByBlock = false
}

extension GroupingKind {
  /// It takes what comes from below.
  var sizeRule: LayerWord { .none }
  /// It has no sums of its own: `layer activation` follows.
  var activationRule: LayerWord { .none }

  /// `weight` and `bias`, as far as they are wanted.
  func parameters(of layer: LayerSettings, input: [Int]) -> [ParameterDeclaration] {
    layer.affineParameters(shape: affineShape(of: layer, input: input), hasBias: isCentered)
  }

  /// Adds the norm and its derivatives.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let columns = layer.outputShape.reduce(1, *)
    let grouping = grouping(of: layer.settings, input: layer.input.shape)
    let out = try plan.reserve(perSample: columns)
    let delta = try plan.reserve(perSample: columns)
    let saved = try plan.reserve(perSample: 2 * grouping.repeats * grouping.groups)
    let (weight, bias) = (layer.parameters["weight"], layer.parameters["bias"])
    let ownEpsilon = plan.precision == .float32 ? Double(Float.ulpOfOne) : Double.ulpOfOne

    func operation(_ code: il_operation_code, _ operands: [Buffer?]) -> PlannedOperation {
      var operation = PlannedOperation(
        code, rows: PlannedOperation.batchRows * Int64(grouping.repeats), columns: columns)
      operation.record.parameter = layer.settings.options.number("epsilon", else: ownEpsilon)
      operation.a = layer.input.value
      operation.operands = operands
      operation.sizes = [
        grouping.groups, grouping.blocks, grouping.length, grouping.groupStep, grouping.blockStep,
        grouping.isByBlock ? 1 : 0, isCentered ? 1 : 0,
      ]
      return operation
    }
    var forward = operation(IL_OP_GROUP_NORM, [saved])
    (forward.b, forward.c, forward.result) = (weight?.value, bias?.value, out)
    plan.addForward(forward)
    if weight != nil {
      var affine = operation(IL_OP_GROUP_NORM_TO_AFFINE, [saved, weight?.gradient, bias?.gradient])
      affine.c = delta
      plan.addBackward(affine)
    }
    if let below = layer.input.gradient {
      var backward = operation(IL_OP_GROUP_NORM_BACKWARD, [saved])
      (backward.b, backward.c, backward.result) = (weight?.value, delta, below)
      plan.addBackward(backward)
    }
    return LayerBuffers(
      pre: out, output: Signal(value: out, gradient: delta, shape: layer.outputShape), delta: delta)
  }

  /// Units keep their places.
  func passage(of units: [UnitLabels], through layer: LayerSettings, inputs: [[Int]]) -> UnitPassage {
    UnitPassage(onward: units[0])
  }
}

/// What norms over the last axes of a sample share.
protocol LastAxesKind: GroupingKind {}

extension LastAxesKind {
  /// The shape that goes in, which needs the axes.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] {
    let axes = layer.options.integer("axes", else: 1)
    guard input.count >= axes else {
      throw .layerShape(
        layer: layer.name, kind: layer.kind, input: input,
        problem: .arithmetic("axes=\(axes), but \(input) has \(input.count)", options: ["axes"]))
    }
    return input
  }

  /// The last axes.
  func affineShape(of layer: LayerSettings, input: [Int]) -> [Int] {
    Array(input.suffix(layer.options.integer("axes", else: 1)))
  }

  /// One run, as often as the axes in front count.
  func grouping(of layer: LayerSettings, input: [Int]) -> NormGrouping {
    let length = affineShape(of: layer, input: input).reduce(1, *)
    return NormGrouping(repeats: input.reduce(1, *) / max(1, length), length: length)
  }

  /// Numbers of units of their own, unless the axis of the units is not among those that are normalized.
  func unitParts(of layer: LayerSettings, input: [Int]) -> [UnitPart] {
    let shape = affineShape(of: layer, input: input)
    let layout = UnitLayout(shape: input)
    let parameters = parameters(of: layer, input: input)
    if shape == input { return parameters.map { UnitPart($0.name, layout) } }
    guard input.count == 2 else { return [] }
    return parameters.map { UnitPart($0.name, rowsOf: shape) }
  }
}

extension OptionSpecification {
  /// Axes that are normalized together.
  static let normAxes = integer(
    "axes", default: 1, in: 1...8, help: "last axes that are normalized together; 3 for whole images")
}
