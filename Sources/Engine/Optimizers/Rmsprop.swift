import CKernels

extension Optimizer {
  /// Gradient over the root of the running mean of its square.
  static let rmsprop = Optimizer(
    specification: Specification(
      name: "rmsprop", aliases: ["rms_prop"],
      summary: "Divides the gradient by the root of a running mean of its squares.",
      formula: "v = alpha v + (1 - alpha) g^2; w -= lr g / (sqrt(v) + epsilon)",
      source: "Tieleman and Hinton 2012; PyTorch RMSprop",
      options: [
        .learningRate(0.001),
        .memory("alpha", aliases: ["rho", "beta2"], 0.99, of: "squares"),
        .epsilon(1e-8), .momentum(0), .weightDecay(0, help: "L2 penalty, added to the gradient"),
      ],
      example: "optimizer rmsprop lr=0.01"),
    kernel: { values in
      il_optimizer(
        kind: IL_RMSPROP, momentum: values.number("momentum", else: 0), beta1: 0,
        beta2: values.number("alpha", else: 0), epsilon: values.number("epsilon", else: 0),
        weight_decay: values.number("weight_decay", else: 0))
    })
}
