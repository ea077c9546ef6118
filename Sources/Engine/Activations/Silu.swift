import CKernels

extension Activation {
  /// x / (1 + exp(-x))
  static let silu = Activation(
    Specification(
      name: "silu", aliases: ["swish"],
      summary: "Weighs each sum by the sigmoid of it.",
      formula: "x / (1 + exp(-x))",
      source: "Elfwing, Uchibe, Doya 2017, arXiv:1702.03118",
      example: "layer dense 8 silu"),
    kernel: IL_SILU,
    facts: ActivationFacts(slopeAtZero: 0.5, lowerLimit: 0),
    defaultInitializer: "he_normal")
}
