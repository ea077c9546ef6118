import CKernels

extension Activation {
  /// x
  static let identity = Activation(
    Specification(
      name: "identity", aliases: ["linear", "none"],
      summary: "Passes the sums on as they are.",
      formula: "x",
      source: "textbook",
      example: "layer dense 8 identity"),
    kernel: IL_IDENTITY,
    facts: ActivationFacts(isOdd: true, isHomogeneous: true, slopeAtZero: 1),
    defaultInitializer: "xavier_uniform")
}
