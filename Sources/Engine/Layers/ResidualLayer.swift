import InitKit

/// Ends a residual block: what went in, plus what the block's branch made of it.
struct ResidualLayer: AddingKind {
  /// All that is said of it.
  let specification = Specification(
    name: "residual", aliases: ["skip"],
    summary: "Adds what a branch made of its input to the input itself; `residual { ... }` ends in one.",
    formula: "out = x + scale * branch(x)", source: "He et al. 2016",
    options: [
      .number("scale", default: 1, help: "fixed factor on the branch; `layer scale` in it is a learnt one")
    ],
    example: "layer dense 8 name=x; layer dense 8 relu name=b; layer residual from=[x, b] scale=0.5")

  /// The input as it is, the branch by its scale.
  func factors(of layer: LayerSettings, inputs: Int) -> [Double] {
    [1] + [Double](repeating: layer.options.number("scale", else: 1), count: max(0, inputs - 1))
  }
}
