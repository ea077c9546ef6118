import InitKit

/// Divides each sample by the root mean square of its features, as PyTorch's RMSNorm.
struct RmsNormLayer: LastAxesKind {
  /// All that is said of it.
  let specification = Specification(
    name: "rms_norm", aliases: ["rmsnorm"],
    summary: "Divides each sample, at each time, by the root mean square of its features.",
    formula: "out = x / sqrt(mean(x^2) + epsilon) weight, over the last axes",
    source: "Zhang and Sennrich 2019, arXiv:1910.07467; PyTorch RMSNorm",
    options: [
      OptionSpecification(
        "epsilon", aliases: ["eps"], .number(.nonNegative),
        default: .derived("1.19e-07 in float32, 2.22e-16 in float64"), help: "added to the mean square"),
      .boolean(
        "affine", aliases: ["elementwise_affine"], default: true, help: "whether a weight is learnt"),
      .normAxes, .rateFactor,
    ],
    example: "layer dense 8 name=h1; layer rms_norm; layer activation silu")
  /// Nothing is taken off.
  let isCentered = false
}
