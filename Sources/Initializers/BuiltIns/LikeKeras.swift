import InitKit

/// Keras's own start.
package struct LikeKeras: LibraryInitializer {
  package static let specification = InitializerSpecification(
    name: "like_keras", aliases: ["keras", "keras_default", "tensorflow_default"],
    summary: "Starts a layer as Keras does when it is told nothing.",
    formula: "xavier_uniform; recurrent orthogonal; biases 0, 1 for forget gates; embeddings U(-0.05, 0.05)",
    source: "Keras 3: Dense, Conv2D, LSTM, Embedding",
    suits: "comparing with a network of Keras's",
    notes: [
      "its LSTM opens the forget gate: unit_forget_bias",
      "gates are one stacked matrix to it: fan_out is four times too large, and no single gate is orthogonal",
      "of grouped and depthwise convolutions it forgets the groups in one fan (keras issue 11773)",
    ],
    examples: ["like_keras"])

  package init() {}

  static func start(at site: WeightSite) -> LibraryStart {
    switch site.role {
    case .weight: .stackedXavierUniform(at: site)
    case .recurrent: .orthogonal
    case .bias: site.gates == 4 && !site.isSecondBias ? .forgetGate : .fixed(0)
    case .embedding: .uniform(0.05)
    case .scale: .fixed(1)
    }
  }
}
