import InitKit

/// Gives a sample another shape, as PyTorch's Unflatten.
struct ReshapeLayer: ReshapingKind {
  /// All that is said of it.
  let specification = Specification(
    name: "reshape",
    summary: "Gives a sample another shape: images [channels, height, width], sequences [time, features].",
    formula: "the same numbers in the same order, the last axis fastest", source: "PyTorch Unflatten",
    options: [
      OptionSpecification(
        "shape", aliases: ["target_shape"], .integers(1...1_000_000_000), default: .derived("none"),
        help: "sizes of the new axes, without that of the samples, such as [1, 8, 8]")
    ],
    example: "data noise features=64; layer reshape [1, 8, 8]")
  /// `reshape [1, 8, 8]` is `reshape shape=[1, 8, 8]`.
  let firstOption: String? = "shape"

  /// The shape asked for.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] {
    guard let shape = layer.options.integers("shape"), !shape.isEmpty else {
      throw .option(owner: layer.kind, reason: .missing(parameter: "shape"))
    }
    let found = input.reduce(1, *)
    let needed = try ArenaLayout(limit: Model.defaultMemoryLimit).product(shape)
    guard needed == found else {
      let factors = shape.map(String.init).joined(separator: " * ")
      let product = shape.count == 1 ? "" : " = \(needed)"
      throw .layerShape(
        layer: layer.name, kind: layer.kind, input: input,
        problem: .arithmetic(
          "\(found) numbers come in, the shape has \(factors)\(product)", options: ["shape"]))
    }
    return shape
  }
}
