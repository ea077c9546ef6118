import CKernels

extension Activation {
  /// x tanh(log(1 + exp(x)))
  static let mish = Activation(
    Specification(
      name: "mish",
      summary: "Weighs each sum by a smooth gate of it.",
      formula: "x tanh(log(1 + exp(x)))",
      source: "Misra 2019, arXiv:1908.08681",
      example: "layer dense 8 mish"),
    kernel: IL_MISH,
    facts: ActivationFacts(
      slopeAtZero: 0.6, lowerLimit: 0),
    defaultInitializer: "he_normal")
}
