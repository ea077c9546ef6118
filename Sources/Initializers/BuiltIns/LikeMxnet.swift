import InitKit

/// MXNet's own start.
package struct LikeMxnet: LibraryInitializer {
  package static let specification = InitializerSpecification(
    name: "like_mxnet", aliases: ["gluon_default", "mxnet", "mxnet_default"],
    summary: "Starts a layer as MXNet does when it is told nothing.",
    formula: "U(-0.07, 0.07) whatever the fans; biases 0",
    source: "MXNet's Gluon: Uniform(0.07)",
    suits: "comparing with a network of MXNet's",
    notes: [
      "its Xavier('gaussian') keeps the uniform law's magnitude 3: three times xavier_normal's variance",
      "LSTMBias(1) opens forget gates where it is asked for: forget_gate",
    ],
    examples: ["like_mxnet"])

  package init() {}

  static func start(at site: WeightSite) -> LibraryStart {
    switch site.role {
    case .weight, .recurrent, .embedding: .uniform(0.07)
    case .bias: .fixed(0)
    case .scale: .fixed(1)
    }
  }
}
