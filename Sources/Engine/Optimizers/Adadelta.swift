import CKernels

extension Optimizer {
  /// Gradient times the ratio of two running roots: of its own steps and of gradients.
  static let adadelta = Optimizer(
    specification: Specification(
      name: "adadelta", summary: "Scales the gradient so that a step has the size of the steps before it.",
      formula:
        "v = rho v + (1 - rho) g^2; d = g sqrt(u + epsilon) / sqrt(v + epsilon); "
        + "u = rho u + (1 - rho) d^2; w -= lr d",
      source: "Zeiler 2012, arXiv:1212.5701; PyTorch Adadelta",
      options: [
        .learningRate(1), .memory("rho", aliases: ["alpha", "beta2"], 0.9, of: "squares"), .epsilon(1e-6),
        .weightDecay(0, help: "L2 penalty, added to the gradient"),
      ],
      example: "optimizer adadelta lr=1"),
    kernel: { values in
      il_optimizer(
        kind: IL_ADADELTA, momentum: 0, beta1: 0, beta2: values.number("rho", else: 0),
        epsilon: values.number("epsilon", else: 0), weight_decay: values.number("weight_decay", else: 0))
    })
}
