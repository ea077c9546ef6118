import InitKit

/// scikit-learn's own start.
package struct LikeSklearn: LibraryInitializer {
  package static let specification = InitializerSpecification(
    name: "like_sklearn", aliases: ["sklearn", "sklearn_default"],
    summary: "Starts a layer as scikit-learn does when it is told nothing.",
    formula: "U(-b, b), b = sqrt(f / (fan_in + fan_out)), weights and biases; f = 6, or 2 before sigmoid",
    source: "scikit-learn's MLPClassifier and MLPRegressor, _init_coef",
    suits: "comparing with a network of scikit-learn's",
    notes: [
      "it has dense layers alone",
      "all layers take the hidden activation's f; here each takes its own activation's",
    ],
    examples: ["like_sklearn"])

  package init() {}

  static func start(at site: WeightSite) -> LibraryStart {
    let factor = site.activation.name == "sigmoid" ? 2.0 : 6
    return site.role == .scale
      ? .fixed(1) : .uniform((factor / (2 * FanMode.fanAverage.fan(at: site))).squareRoot())
  }
}
