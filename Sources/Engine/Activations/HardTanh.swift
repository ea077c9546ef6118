import CKernels

extension Activation {
  /// min(1, max(-1, x))
  static let hardTanh = Activation(
    Specification(
      name: "hard_tanh", aliases: ["hardtanh"],
      summary: "Cuts sums to -1..1; the slope is 0 at both ends.",
      formula: "min(1, max(-1, x))",
      source: "Collobert 2004",
      example: "layer dense 8 hard_tanh"),
    kernel: IL_HARD_TANH,
    facts: ActivationFacts(isOdd: true, slopeAtZero: 1, lowerLimit: -1, upperLimit: 1, kinks: [-1, 1]),
    defaultInitializer: "xavier_uniform")
}
