import CKernels

extension Optimizer {
  /// The sign of a mean of gradients: every weight moves by the same amount.
  static let lion = Optimizer(
    specification: Specification(
      name: "lion", summary: "Moves every weight by lr, along the sign of a mean of gradients.",
      formula:
        "w *= 1 - lr weight_decay; w -= lr sign(beta1 m + (1 - beta1) g); m = beta2 m + (1 - beta2) g; "
        + "sign(0) = 0",
      source: "Chen et al. 2023, arXiv:2302.06675",
      options: [
        .learningRate(0.0001),
        .memory("beta1", aliases: ["beta_1", "b1"], 0.9, of: "gradients, for the step"),
        .memory("beta2", aliases: ["beta_2", "b2"], 0.99, of: "gradients, kept"),
        .weightDecay(0, help: "share of the weights taken off, times lr"),
      ],
      example: "optimizer lion lr=0.001"),
    kernel: { values in adamKernel(IL_LION, values) })
}
