import CKernels
import InitKit

extension Optimizer {
  /// Gradient descent, with momentum and Nesterov's look ahead.
  static let sgd = Optimizer(
    specification: Specification(
      name: "sgd", aliases: ["gd", "gradient_descent"],
      summary: "Steps down the gradient; with momentum also along the last step.",
      formula: "g += weight_decay w; v = momentum v + g; w -= lr v (nesterov: lr (g + momentum v))",
      source: "Robbins and Monro 1951; Polyak 1964; Nesterov 1983; PyTorch SGD",
      options: [
        .learningRate(0.1), .momentum(0),
        .boolean("nesterov", default: false, help: "look ahead along the momentum; needs momentum"),
        .weightDecay(0, help: "L2 penalty, added to the gradient"),
      ],
      example: "optimizer sgd lr=0.1 momentum=0.9 nesterov=true")
  ) { values throws(EngineError) in
    let momentum = values.number("momentum", else: 0)
    if values.isTrue("nesterov") && momentum == 0 {
      throw .option(owner: "sgd", reason: .conflict(parameter: "nesterov", with: "momentum"))
    }
    return sgdKernel(values.isTrue("nesterov") ? IL_SGD_NESTEROV : IL_SGD, values)
  }

  /// The record that sgd and the names short for it share.
  static func sgdKernel(_ kind: il_optimizer_kind, _ values: OptionValues) -> il_optimizer {
    il_optimizer(
      kind: kind, momentum: values.number("momentum", else: 0), beta1: 0, beta2: 0, epsilon: 0,
      weight_decay: values.number("weight_decay", else: 0))
  }
}
