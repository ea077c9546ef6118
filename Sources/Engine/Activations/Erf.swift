import CKernels

extension Activation {
  /// erf(x)
  static let erf = Activation(
    Specification(
      name: "erf",
      summary: "The error function; means over normal sums have closed forms.",
      formula: "erf(x)",
      source: "Saad and Solla 1995",
      example: "layer dense 8 erf"),
    kernel: IL_ERF,
    facts: ActivationFacts(isOdd: true, slopeAtZero: 1.1283791670955126, lowerLimit: -1, upperLimit: 1),
    defaultInitializer: "xavier_uniform")
}
