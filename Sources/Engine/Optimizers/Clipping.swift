import CKernels
import InitKit

/// Bounds on the gradient that an optimizer is given; every optimizer has them as options.
package struct Clipping: Equatable, Sendable {
  /// Largest absolute value of an entry; nil for none.
  package let value: Double?
  /// Largest norm of all gradients together; nil for none.
  package let norm: Double?

  /// Reads the options of a call.
  init(_ values: OptionValues) {
    value = values.number("clip_value")
    norm = values.number("clip_norm")
  }

  /// The options as every optimizer has them.
  ///
  /// PyTorch's `clip_grad_norm_`, with its 1e-6 beside the norm, and `clip_grad_value_`.
  static let options = [
    OptionSpecification(
      "clip_norm", aliases: ["max_norm", "global_clipnorm"], .number(.positive), default: .derived("none"),
      help: "largest norm of all gradients together; they are scaled down to it"),
    OptionSpecification(
      "clip_value", aliases: ["clipvalue"], .number(.positive), default: .derived("none"),
      help: "largest entry of a gradient; larger ones are cut, before clip_norm"),
  ]

  /// What it does to `count` gradients before each update: entries are cut first.
  func operations(on gradients: Buffer, count: Int) -> [PlannedOperation] {
    [(IL_OP_CLIP_VALUE, value), (IL_OP_CLIP_NORM, norm)].compactMap { code, limit in
      guard let limit else { return nil }
      var operation = PlannedOperation(code, rows: 1, columns: count)
      operation.record.parameter = limit
      operation.result = gradients
      return operation
    }
  }
}
