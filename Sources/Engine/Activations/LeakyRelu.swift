import CKernels

extension Activation {
  /// x > 0 ? x : slope x
  static let leakyRelu = Activation(
    Specification(
      name: "leaky_relu", aliases: ["lrelu"],
      summary: "Scales negative sums by a small slope, so that no neuron can die.",
      formula: "x > 0 ? x : slope x",
      source: "Maas, Hannun, Ng 2013",
      options: [
        .number("slope", aliases: ["negative_slope", "alpha"], default: 0.01, help: "slope below zero")
      ],
      example: "layer dense 8 leaky_relu(0.2)"),
    kernel: IL_LEAKY_RELU,
    facts: ActivationFacts(isHomogeneous: true, slopeAtZero: 0.01, kinks: [0]),
    defaultInitializer: "he_normal")
}
