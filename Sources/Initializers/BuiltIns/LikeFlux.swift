import InitKit

/// Flux's own start.
package struct LikeFlux: LibraryInitializer {
  package static let specification = InitializerSpecification(
    name: "like_flux", aliases: ["flux", "flux_default"],
    summary: "Starts a layer as Flux does when it is told nothing.",
    formula: "xavier_uniform, recurrent too; biases 0; embeddings N(0, 1)",
    source: "Flux.jl: Dense, Conv, RNN, Embedding",
    suits: "comparing with a network of Flux's",
    notes: [
      "gates are one stacked matrix to it, and groups of a convolution count in fan_out",
      "its lecun_normal is hardly ever cut: the bounds are -2 and 2 themselves, not deviations",
    ],
    examples: ["like_flux"])

  package init() {}

  static func start(at site: WeightSite) -> LibraryStart {
    switch site.role {
    case .weight, .recurrent: .stackedXavierUniform(at: site)
    case .bias: .fixed(0)
    case .embedding: .normal(1)
    case .scale: .fixed(1)
    }
  }
}
