import InitKit

/// MLX's own start.
package struct LikeMlx: LibraryInitializer {
  package static let specification = InitializerSpecification(
    name: "like_mlx", aliases: ["mlx", "mlx_default"],
    summary: "Starts a layer as MLX does when it is told nothing.",
    formula: "U(-b, b), b = 1 / sqrt(fan_in), weights and biases; embeddings N(0, 1 / features)",
    source: "MLX: nn.Linear, nn.LSTM, nn.Embedding",
    suits: "comparing with a network of MLX's",
    notes: [
      "its convolutions have biases 0 and forget groups: weights sqrt(groups) too small (mlx issue 4536)"
    ],
    examples: ["like_mlx"])

  package init() {}

  static func start(at site: WeightSite) -> LibraryStart {
    switch site.role {
    case .weight, .recurrent, .bias: .fanUniform(at: site)
    case .embedding: .normal(1 / Double(max(1, site.columns)).squareRoot())
    case .scale: .fixed(1)
    }
  }
}
