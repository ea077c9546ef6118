import InitKit

/// Independent normal numbers.
package struct Normal: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "normal", aliases: ["gaussian", "random_normal"],
    summary: "Random numbers of the normal law.",
    formula: "w ~ N(mean, std^2)", source: "elementary; default deviation as in Keras' RandomNormal",
    parameters: [
      .number("mean", default: 0, help: "expected value"),
      .number("std", default: 0.05, in: .nonNegative, help: "standard deviation"),
    ],
    suits: "experiments with the size of the start",
    notes: ["the default deviation is 1 in PyTorch and MLX, 0.01 in JAX, Lasagne and MXNet"],
    examples: ["normal(0, 0.01)", "normal(std=0.02)"])

  private let mean: Double
  private let deviation: Double

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    mean = try arguments.number("mean")
    deviation = try arguments.number("std")
  }

  func law(at site: WeightSite) -> EntryLaw { .normal(mean: mean, deviation: deviation) }
}
