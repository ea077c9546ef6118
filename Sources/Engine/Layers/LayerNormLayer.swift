/// Normalizes each sample over its features, as PyTorch's LayerNorm.
struct LayerNormLayer: LastAxesKind {
  /// All that is said of it.
  let specification = Specification(
    name: "layer_norm", aliases: ["layernorm", "ln"],
    summary: "Normalizes each sample, at each time, over its features; no sample sees another.",
    formula: "out = (x - mean) / sqrt(var + epsilon) weight + bias, mean and biased var over the last axes",
    source: "Ba, Kiros, Hinton 2016, arXiv:1607.06450; PyTorch LayerNorm",
    options: [.normEpsilon(1e-5), .affine, .normBias, .normAxes, .rateFactor],
    example: "layer dense 8 name=h1; layer layer_norm; layer activation gelu")
  /// The mean is taken off.
  let isCentered = true
}
