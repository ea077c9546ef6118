import CKernels

extension Activation {
  /// max(x, 0)
  static let relu = Activation(
    Specification(
      name: "relu",
      summary: "Cuts negative sums to zero; the slope at 0 is 0.",
      formula: "max(x, 0)",
      source: "Nair and Hinton 2010",
      example: "layer dense 8 relu"),
    kernel: IL_RELU,
    facts: ActivationFacts(isHomogeneous: true, slopeAtZero: 0, lowerLimit: 0, kinks: [0]),
    defaultInitializer: "he_normal", isSlopeOfOutput: true)
}
