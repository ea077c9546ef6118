import CKernels

extension Optimizer {
  /// Running means of gradient and square, bias corrected.
  static let adam = Optimizer(
    specification: Specification(
      name: "adam", summary: "Divides a running mean of gradients by the root of one of their squares.",
      formula: "w -= lr mhat / (sqrt(vhat) + epsilon)",
      source: "Kingma and Ba 2015, arXiv:1412.6980; PyTorch Adam",
      options: adamOptions(decay: 0, help: "L2 penalty, added to the gradient"),
      example: "optimizer adam lr=0.001"),
    kernel: { values in adamKernel(IL_ADAM, values) })

  /// The options that adam and adamw share.
  static func adamOptions(decay: Double, help: String) -> [OptionSpecification] {
    [
      .learningRate(0.001),
      .memory("beta1", aliases: ["beta_1", "b1"], 0.9, of: "gradients"),
      .memory("beta2", aliases: ["beta_2", "b2"], 0.999, of: "squares"),
      .epsilon(1e-8),
      .weightDecay(decay, help: help),
    ]
  }

  /// The record that adam and adamw share.
  static func adamKernel(_ kind: il_optimizer_kind, _ values: OptionValues) -> il_optimizer {
    il_optimizer(
      kind: kind, momentum: 0, beta1: values.number("beta1", else: 0), beta2: values.number("beta2", else: 0),
      epsilon: values.number("epsilon", else: 0), weight_decay: values.number("weight_decay", else: 0))
  }
}
