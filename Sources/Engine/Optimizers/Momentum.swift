import CKernels

extension Optimizer {
  /// Short for sgd with momentum.
  static let momentum = Optimizer(
    specification: Specification(
      name: "momentum", aliases: ["heavy_ball"], summary: "Short for sgd with momentum=0.9.",
      formula: "g += weight_decay w; v = momentum v + g; w -= lr v", source: "Polyak 1964; PyTorch SGD",
      options: shortOptions, example: "optimizer momentum lr=0.05"),
    kernel: { values in sgdKernel(IL_SGD, values) })

  /// The options of the names that are short for sgd.
  static let shortOptions: [OptionSpecification] = [
    .learningRate(0.1), .momentum(0.9), .weightDecay(0, help: "L2 penalty, added to the gradient"),
  ]
}
