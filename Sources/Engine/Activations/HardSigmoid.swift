import CKernels

extension Activation {
  /// min(6, max(0, x + 3)) / 6
  static let hardSigmoid = Activation(
    Specification(
      name: "hard_sigmoid", aliases: ["hardsigmoid"],
      summary: "Sigmoid in three pieces; the slope is 0 at -3 and 3.",
      formula: "min(6, max(0, x + 3)) / 6",
      source: "Courbariaux et al. 2015; PyTorch Hardsigmoid",
      example: "layer dense 8 hard_sigmoid"),
    kernel: IL_HARD_SIGMOID,
    facts: ActivationFacts(
      valueAtZero: 0.5, slopeAtZero: 0.16666666666666666, lowerLimit: 0, upperLimit: 1, kinks: [-3, 3]),
    defaultInitializer: "xavier_uniform")
}
