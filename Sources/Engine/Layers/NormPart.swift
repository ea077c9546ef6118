import CKernels
import InitKit

/// A layer norm inside a layer of several, over the features of each position.
struct NormPart {
  /// Factor and shift of each feature.
  let weight: ParameterPlace
  let bias: ParameterPlace
  /// Mean and deviation of each position, for the way back.
  private let saved: Buffer
  private let width: Int
  private let rows: Int64

  /// PyTorch's default, added to the variance.
  private static let epsilon = 1e-5

  /// The norm of a layer whose parameters are called `name.weight` and `name.bias`.
  ///
  /// - Throws: `memory`.
  init(_ layer: LayerPlace, _ name: String, plan: inout PlanBuilder) throws(EngineError) {
    guard let weight = layer.parameters["\(name).weight"], let bias = layer.parameters["\(name).bias"] else {
      preconditionFailure("a layer of several parts has declared their weights")
    }
    self.weight = weight
    self.bias = bias
    let steps = layer.input.shape[0]
    width = layer.input.shape[1]
    rows = PlannedOperation.batchRows * Int64(steps)
    saved = try plan.reserve(perSample: 2 * steps)
  }

  /// result = the normalized input
  func forward(_ input: Buffer, result: Buffer) -> PlannedOperation {
    var operation = operation(IL_OP_GROUP_NORM, input: input)
    (operation.b, operation.c, operation.result) = (weight.value, bias.value, result)
    return operation
  }

  /// The derivatives by factor and shift.
  func gradients(delta: Buffer, input: Buffer) -> PlannedOperation {
    var operation = operation(IL_OP_GROUP_NORM_TO_AFFINE, input: input)
    operation.c = delta
    operation.operands += [weight.gradient, bias.gradient]
    return operation
  }

  /// result = the derivative by the input.
  func toInput(delta: Buffer, input: Buffer, result: Buffer) -> PlannedOperation {
    var operation = operation(IL_OP_GROUP_NORM_BACKWARD, input: input)
    (operation.b, operation.c, operation.result) = (weight.value, delta, result)
    return operation
  }

  /// One group of all features, centered.
  private func operation(_ code: il_operation_code, input: Buffer) -> PlannedOperation {
    var operation = PlannedOperation(code, rows: rows, columns: width)
    operation.record.parameter = Self.epsilon
    operation.sizes = [1, 1, width, width, width, 0, 1]
    operation.operands = [saved]
    operation.a = input
    return operation
  }

  /// The parameters of a norm.
  static func parameters(_ name: String, width: Int) -> [ParameterDeclaration] {
    let fans = Fans(shape: [width], layout: .vector)
    return [
      ParameterDeclaration("\(name).weight", .scale, shape: [width], fans: fans),
      ParameterDeclaration("\(name).bias", .bias, shape: [width], fans: fans),
    ]
  }
}
