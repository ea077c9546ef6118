import CKernels

extension Activation {
  /// arctan(x)
  static let atan = Activation(
    Specification(
      name: "atan", aliases: ["arctan"],
      summary: "The arc tangent: odd, and slow to level off.",
      formula: "arctan(x)",
      source: "textbook",
      example: "layer dense 8 atan"),
    kernel: IL_ATAN,
    facts: ActivationFacts(
      isOdd: true, slopeAtZero: 1, lowerLimit: -1.5707963267948966, upperLimit: 1.5707963267948966),
    defaultInitializer: "xavier_uniform")
}
