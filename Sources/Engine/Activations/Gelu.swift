import CKernels

extension Activation {
  /// x Phi(x) = x/2 (1 + erf(x / sqrt 2))
  static let gelu = Activation(
    Specification(
      name: "gelu",
      summary: "Weighs each sum by the normal distribution function of it; exact.",
      formula: "x Phi(x) = x/2 (1 + erf(x / sqrt 2))",
      source: "Hendrycks and Gimpel 2016, arXiv:1606.08415",
      example: "layer dense 8 gelu"),
    kernel: IL_GELU,
    facts: ActivationFacts(slopeAtZero: 0.5, lowerLimit: 0),
    defaultInitializer: "he_normal")
}
