import CKernels

extension Activation {
  /// x min(6, max(0, x + 3)) / 6
  static let hardSwish = Activation(
    Specification(
      name: "hard_swish", aliases: ["hardswish", "hard_silu"],
      summary: "Silu in three pieces; the slope is 0 at -3 and 1 at 3.",
      formula: "x min(6, max(0, x + 3)) / 6",
      source: "Howard et al. 2019, arXiv:1905.02244",
      example: "layer dense 8 hard_swish"),
    kernel: IL_HARD_SWISH,
    facts: ActivationFacts(
      slopeAtZero: 0.5, lowerLimit: 0, kinks: [-3, 3]),
    defaultInitializer: "he_normal")
}
