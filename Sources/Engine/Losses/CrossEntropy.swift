import CKernels

extension Loss {
  /// Cross entropy of logits.
  static let crossEntropy = Loss(
    Specification(
      name: "cross_entropy", aliases: ["ce", "softmax_cross_entropy"],
      summary: "Cross entropy of logits, mean over samples; a final softmax is fused.",
      formula: "mean of log sum_j exp(p_j) - p_class", source: "PyTorch CrossEntropyLoss",
      example: "loss cross_entropy"),
    fusedActivation: "softmax", allowed: "probabilities that sum to 1 in each row",
    needsProbabilities: true, allows: { (0...1).contains($0) },
    // One column of probabilities would always have to be 1.
    outputsNeeded: { $0 == .values(1) ? nil : onePerValueOrClass($0) }
  ) { targets, outputs in
    switch targets {
    case .values(outputs) where outputs > 1:
      return Form(kernel: IL_CROSS_ENTROPY_PROBABILITIES, encoding: .values)
    case .classes(outputs): return Form(kernel: IL_CROSS_ENTROPY, encoding: .indices)
    default: return nil
    }
  }
}
