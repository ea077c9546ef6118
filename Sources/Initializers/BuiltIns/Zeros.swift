import InitKit

/// Every entry zero.
package struct Zeros: Initializer {
  package static let specification = InitializerSpecification(
    name: "zeros", aliases: ["zero", "zero_gamma"],
    summary: "Every weight is 0; in hidden layers nothing but the last bias learns.",
    formula: "w = 0", source: "common practice for biases",
    suits: "biases; weights only to see what symmetry does",
    notes: [
      "fine for a network without hidden layers: its loss has no symmetry to break",
      "zero-gamma is this on the last norm of a residual branch: `init norm2.weight zeros`",
    ],
    examples: ["zeros"], isDeterministic: true)

  package init(_ arguments: InitializerArguments) {}

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    fillEverywhere(&weights, with: 0)
  }

  package func promise(at site: WeightSite) -> Promise? { .every(0, at: site) }
}
