import CKernels

extension Activation {
  /// sin(x)
  static let sin = Activation(
    Specification(
      name: "sin", aliases: ["sine"],
      summary: "A wave; levels off nowhere.",
      formula: "sin(x)",
      source: "Sitzmann et al. 2020, arXiv:2006.09661",
      example: "layer dense 8 sin"),
    kernel: IL_SIN,
    facts: ActivationFacts(isOdd: true, slopeAtZero: 1),
    defaultInitializer: "xavier_uniform")
}
