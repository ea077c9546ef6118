import CKernels

extension Activation {
  /// log(1 + exp(x))
  static let softplus = Activation(
    Specification(
      name: "softplus",
      summary: "A smooth relu that is nowhere zero.",
      formula: "log(1 + exp(x))",
      source: "Dugas et al. 2001",
      example: "layer dense 8 softplus"),
    kernel: IL_SOFTPLUS,
    facts: ActivationFacts(valueAtZero: 0.6931471805599453, slopeAtZero: 0.5, lowerLimit: 0),
    defaultInitializer: "he_normal")
}
