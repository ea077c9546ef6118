/// Joins all axes of a sample into one, as PyTorch's Flatten.
struct FlattenLayer: ReshapingKind {
  /// All that is said of it.
  let specification = Specification(
    name: "flatten", summary: "Joins all axes of a sample into one, in front of dense layers.",
    formula: "[channels, height, width] -> [channels height width], the last axis fastest",
    source: "PyTorch Flatten",
    example: "data noise features=64; layer reshape [1, 8, 8]; layer flatten")

  /// One axis.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] {
    [input.reduce(1, *)]
  }
}
