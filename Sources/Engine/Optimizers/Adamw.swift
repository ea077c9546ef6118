import CKernels

extension Optimizer {
  /// Adam whose weight decay does not pass through the running means.
  static let adamw = Optimizer(
    specification: Specification(
      name: "adamw", summary: "Adam with weight decay taken off the weights themselves.",
      formula: "w *= 1 - lr weight_decay; w -= lr mhat / (sqrt(vhat) + epsilon)",
      source: "Loshchilov and Hutter 2019, arXiv:1711.05101; PyTorch AdamW",
      options: adamOptions(decay: 0.01, help: "share of the weights taken off, times lr"),
      example: "optimizer adamw lr=0.001 weight_decay=0.1"),
    kernel: { values in adamKernel(IL_ADAMW, values) })
}
