import CKernels

extension Optimizer {
  /// Short for sgd with momentum and its look ahead.
  static let nesterov = Optimizer(
    specification: Specification(
      name: "nesterov", aliases: ["nag"], summary: "Short for sgd with momentum=0.9 and nesterov=true.",
      formula: "g += weight_decay w; v = momentum v + g; w -= lr (g + momentum v)",
      source: "Nesterov 1983; PyTorch SGD", options: shortOptions, example: "optimizer nesterov lr=0.05"),
    kernel: { values in sgdKernel(IL_SGD_NESTEROV, values) })
}
