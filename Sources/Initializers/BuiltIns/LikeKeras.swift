import InitKit

/// Keras's own start.
package struct LikeKeras: LibraryInitializer {
  package static let specification = InitializerSpecification(
    name: "like_keras", aliases: ["keras", "keras_default", "tensorflow_default"],
    summary: "Starts a layer as Keras does when it is told nothing.",
    formula: "xavier_uniform; recurrent orthogonal; biases 0; embeddings U(-0.05, 0.05)",
    source: "Keras 3: Dense, Conv2D, LSTM, Embedding",
    suits: "comparing with a network of Keras's",
    notes: [
      "its LSTM also opens the forget gate: forget_gate",
      "of a stacked recurrent matrix the whole is orthogonal, no single gate",
    ],
    examples: ["like_keras"])

  package init() {}

  static func start(at site: WeightSite) -> LibraryStart {
    switch site.role {
    case .weight: .xavierUniform(at: site)
    case .recurrent: .orthogonal
    case .bias: .fixed(0)
    case .embedding: .uniform(0.05)
    case .scale: .fixed(1)
    }
  }
}
