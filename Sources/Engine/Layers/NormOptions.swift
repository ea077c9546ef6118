import CKernels
import InitKit

extension OptionSpecification {
  /// What keeps the root away from 0.
  static func normEpsilon(_ value: Double) -> OptionSpecification {
    number("epsilon", aliases: ["eps"], default: value, in: .nonNegative, help: "added to the variance")
  }

  /// Whether weight and bias are learnt.
  static let affine = boolean(
    "affine", aliases: ["elementwise_affine"], default: true, help: "whether a weight and a bias are learnt")

  /// Whether a bias is learnt beside the weight.
  static let normBias = boolean(
    "bias", aliases: ["center"], default: true, help: "whether a bias is learnt beside the weight")
}

extension LayerSettings {
  /// `weight`, from ones, and `bias`, from zeros, as far as the options want them.
  func affineParameters(shape: [Int], hasBias: Bool = true) -> [ParameterDeclaration] {
    guard options.isTrue("affine") else { return [] }
    let fans = Fans(shape: shape, layout: .vector)
    let weight = ParameterDeclaration("weight", .scale, shape: shape, fans: fans)
    let bias = ParameterDeclaration("bias", .bias, shape: shape, fans: fans)
    return hasBias && options.isTrue("bias") ? [weight, bias] : [weight]
  }
}

/// The units of a sample as the kernels take them: `[batch · rows, count, places]`.
struct Channels {
  /// Times that all units come by in a sample: those of a sequence.
  let rows: Int
  /// How many there are.
  let count: Int
  /// Numbers of a unit that lie together: those of an image.
  let places: Int

  /// The units of a sample's shape.
  init(_ shape: [Int]) {
    let layout = UnitLayout(shape: shape)
    (rows, count, places) = (layout.outer, layout.count, layout.inner)
  }

  /// All numbers of a sample as one unit.
  init(oneOf shape: [Int]) { (rows, count, places) = (1, 1, shape.reduce(1, *)) }

  /// An operation on them.
  func operation(_ code: il_operation_code) -> PlannedOperation {
    var operation = PlannedOperation(code, rows: PlannedOperation.batchRows * Int64(rows), columns: count)
    operation.record.inner = Int64(places)
    return operation
  }
}
