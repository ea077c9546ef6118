import CKernels

extension Loss {
  /// Binary cross entropy of logits.
  static let bce = Loss(
    Specification(
      name: "bce", aliases: ["binary_cross_entropy", "bce_with_logits"],
      summary: "Binary cross entropy of logits, mean over samples and outputs; a final sigmoid is fused.",
      formula: "mean of max(p, 0) - p t + log(1 + exp(-|p|))", source: "PyTorch BCEWithLogitsLoss",
      example: "loss bce"),
    fusedActivation: "sigmoid", allowed: "0..1", allows: { (0...1).contains($0) },
    outputsNeeded: oneForTwoClasses, form: elementwise(IL_BCE))
}
