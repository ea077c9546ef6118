import CKernels

extension Optimizer {
  /// Gradient over the root of the sum of its squares.
  static let adagrad = Optimizer(
    specification: Specification(
      name: "adagrad", summary: "Divides the gradient by the root of the sum of all its squares so far.",
      formula: "v += g^2; w -= lr g / (sqrt(v) + epsilon)",
      source: "Duchi, Hazan, Singer 2011; PyTorch Adagrad",
      options: [
        .learningRate(0.01), .epsilon(1e-10), .weightDecay(0, help: "L2 penalty, added to the gradient"),
      ],
      example: "optimizer adagrad lr=0.1"),
    kernel: { values in
      il_optimizer(
        kind: IL_ADAGRAD, momentum: 0, beta1: 0, beta2: 0, epsilon: values.number("epsilon", else: 0),
        weight_decay: values.number("weight_decay", else: 0))
    })
}
