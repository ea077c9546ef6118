/// Adds what several layers give, entry by entry.
struct AddLayer: AddingKind {
  /// All that is said of it.
  let specification = Specification(
    name: "add", aliases: ["sum"], summary: "Adds what several layers give, entry by entry.",
    formula: "out = a + b + ..., in the order in which they are named", source: "Keras Add",
    example: "layer dense 4 tanh name=a; layer dense 4 relu name=b from=input; layer add from=[a, b]")

  /// Each counts as it is.
  func factors(of layer: LayerSettings, inputs: Int) -> [Double] { [Double](repeating: 1, count: inputs) }
}
