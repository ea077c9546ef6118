import CKernels

extension Activation {
  /// x > 0 ? x : alpha (exp(x) - 1)
  static let elu = Activation(
    Specification(
      name: "elu",
      summary: "Bends negative sums to an exponential that levels off at -alpha.",
      formula: "x > 0 ? x : alpha (exp(x) - 1)",
      source: "Clevert, Unterthiner, Hochreiter 2016, arXiv:1511.07289",
      options: [
        .number("alpha", default: 1, in: .positive, help: "depth at which negative sums level off")
      ],
      example: "layer dense 8 elu"),
    kernel: IL_ELU,
    facts: ActivationFacts(slopeAtZero: 1, lowerLimit: -1, kinks: [0]),
    defaultInitializer: "he_normal")
}
