import InitKit

/// FANN's own start.
package struct LikeFann: LibraryInitializer {
  package static let specification = InitializerSpecification(
    name: "like_fann", aliases: ["fann", "fann_default"],
    summary: "Starts a layer as FANN does when it is told nothing.",
    formula: "U(-0.1, 0.1) whatever the fans, weights and biases",
    source: "FANN: fann_create_standard",
    suits: "comparing with a network of FANN's",
    notes: [
      "its init_weights, after Nguyen and Widrow, has positive weights only: nguyen_widrow is the rule itself"
    ],
    examples: ["like_fann"])

  package init() {}

  static func start(at site: WeightSite) -> LibraryStart {
    site.role == .scale ? .fixed(1) : .uniform(0.1)
  }
}
