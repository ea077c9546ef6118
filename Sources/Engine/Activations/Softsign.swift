import CKernels

extension Activation {
  /// x / (1 + |x|)
  static let softsign = Activation(
    Specification(
      name: "softsign",
      summary: "Presses sums into -1..1, levelling off slowly.",
      formula: "x / (1 + |x|)",
      source: "Turian, Bergstra, Bengio 2009",
      example: "layer dense 8 softsign"),
    kernel: IL_SOFTSIGN,
    facts: ActivationFacts(isOdd: true, slopeAtZero: 1, lowerLimit: -1, upperLimit: 1),
    defaultInitializer: "xavier_uniform")
}
