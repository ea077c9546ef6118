import CKernels

extension Activation {
  /// 1.0507 (x > 0 ? x : 1.6733 (exp(x) - 1))
  static let selu = Activation(
    Specification(
      name: "selu",
      summary: "An elu scaled so that mean 0 and variance 1 are kept (lecun_normal weights).",
      formula: "1.0507 (x > 0 ? x : 1.6733 (exp(x) - 1))",
      source: "Klambauer et al. 2017, arXiv:1706.02515",
      example: "layer dense 8 selu"),
    kernel: IL_SELU,
    facts: ActivationFacts(slopeAtZero: 1.7580993408473766, lowerLimit: -1.7580993408473766, kinks: [0]),
    defaultInitializer: "lecun_normal")
}
