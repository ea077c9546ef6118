import CKernels

extension Activation {
  /// tanh(x)
  static let tanh = Activation(
    Specification(
      name: "tanh",
      summary: "Presses sums into -1..1.",
      formula: "tanh(x)",
      source: "textbook",
      example: "layer dense 8 tanh"),
    kernel: IL_TANH,
    facts: ActivationFacts(isOdd: true, slopeAtZero: 1, lowerLimit: -1, upperLimit: 1),
    defaultInitializer: "xavier_uniform", isSlopeOfOutput: true)
}
