extension Activation {
  /// exp(x_i - max) / sum_j exp(x_j - max)
  static let softmax = Activation(
    Specification(
      name: "softmax",
      summary: "Turns a row of sums into probabilities; fused with loss cross_entropy.",
      formula: "exp(x_i - max) / sum_j exp(x_j - max)",
      source: "Bridle 1990",
      example: "layer dense 10 softmax"),
    kernel: nil,
    facts: ActivationFacts(slopeAtZero: 0, lowerLimit: 0, upperLimit: 1),
    defaultInitializer: "xavier_uniform")
}
