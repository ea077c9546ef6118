import CKernels

extension Activation {
  /// min(6, max(0, x))
  static let relu6 = Activation(
    Specification(
      name: "relu6",
      summary: "Cuts sums to 0..6; the slope is 0 at both ends.",
      formula: "min(6, max(0, x))",
      source: "Krizhevsky 2010; PyTorch ReLU6",
      example: "layer dense 8 relu6"),
    kernel: IL_RELU6,
    facts: ActivationFacts(
      slopeAtZero: 0, lowerLimit: 0, upperLimit: 6, kinks: [0, 6]),
    defaultInitializer: "he_normal")
}
