import CKernels

extension Activation {
  /// x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))
  static let geluTanh = Activation(
    Specification(
      name: "gelu_tanh", aliases: ["gelu_new", "gelu_approximate"],
      summary: "The approximation of gelu by tanh.",
      formula: "x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))",
      source: "Hendrycks and Gimpel 2016, arXiv:1606.08415",
      example: "layer dense 8 gelu_tanh"),
    kernel: IL_GELU_TANH,
    facts: ActivationFacts(slopeAtZero: 0.5, lowerLimit: 0),
    defaultInitializer: "he_normal")
}
