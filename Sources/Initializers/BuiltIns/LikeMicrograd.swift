import InitKit

/// micrograd's own start.
package struct LikeMicrograd: LibraryInitializer {
  package static let specification = InitializerSpecification(
    name: "like_micrograd", aliases: ["micrograd", "micrograd_default"],
    summary: "Starts a layer as micrograd does when it is told nothing.",
    formula: "U(-1, 1) whatever the fans; biases 0",
    source: "Karpathy's micrograd, nn.py",
    suits: "comparing with a network of micrograd's",
    examples: ["like_micrograd"])

  package init() {}

  static func start(at site: WeightSite) -> LibraryStart {
    switch site.role {
    case .weight, .recurrent, .embedding: .uniform(1)
    case .bias: .fixed(0)
    case .scale: .fixed(1)
    }
  }
}
