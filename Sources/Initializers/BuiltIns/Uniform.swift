import InitKit

/// Independent numbers, evenly spread between two bounds.
package struct Uniform: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "uniform", aliases: ["random_uniform"],
    summary: "Random numbers evenly spread between two bounds.",
    formula: "w ~ U(low, high)", source: "elementary; default bounds as in Keras' RandomUniform",
    parameters: [
      .number("low", default: -0.05, help: "lower bound"),
      .number("high", default: 0.05, help: "upper bound, not below the lower one"),
    ],
    suits: "experiments with the size of the start",
    notes: ["PyTorch's uniform_ is U(0, 1) by default, JAX's uniform U(0, 0.01)"],
    examples: ["uniform(-0.5, 0.5)"])

  private let low: Double
  private let high: Double

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    low = try arguments.number("low")
    high = try arguments.number("high")
    guard low <= high else { throw .unordered(lower: "low", upper: "high") }
  }

  func law(at site: WeightSite) -> EntryLaw { .uniform(low: low, high: high) }
}
