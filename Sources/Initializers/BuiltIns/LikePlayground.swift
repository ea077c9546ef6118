import InitKit

/// TensorFlow Playground's own start.
package struct LikePlayground: LibraryInitializer {
  package static let specification = InitializerSpecification(
    name: "like_playground", aliases: ["playground", "playground_default"],
    summary: "Starts a layer as TensorFlow Playground does when it is told nothing.",
    formula: "U(-0.5, 0.5) whatever the fans; biases 0.1",
    source: "TensorFlow Playground's nn.ts",
    suits: "comparing with a network of TensorFlow Playground's",
    notes: [
      "its switch initZero starts all weights at 0: zeros"
    ],
    examples: ["like_playground"])

  package init() {}

  static func start(at site: WeightSite) -> LibraryStart {
    switch site.role {
    case .weight, .recurrent, .embedding: .uniform(0.5)
    case .bias: .fixed(0.1)
    case .scale: .fixed(1)
    }
  }
}
