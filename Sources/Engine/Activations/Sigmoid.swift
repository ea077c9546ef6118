import CKernels

extension Activation {
  /// 1 / (1 + exp(-x))
  static let sigmoid = Activation(
    Specification(
      name: "sigmoid", aliases: ["logistic"],
      summary: "Presses sums into 0..1; not zero at zero.",
      formula: "1 / (1 + exp(-x))",
      source: "textbook",
      example: "layer dense 8 sigmoid"),
    kernel: IL_SIGMOID,
    facts: ActivationFacts(valueAtZero: 0.5, slopeAtZero: 0.25, lowerLimit: 0, upperLimit: 1),
    defaultInitializer: "xavier_uniform", isSlopeOfOutput: true)
}
