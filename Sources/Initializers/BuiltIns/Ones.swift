import InitKit

/// Every entry one.
package struct Ones: Initializer {
  package static let specification = InitializerSpecification(
    name: "ones", aliases: ["one"],
    summary: "Every weight is 1; the neurons of a layer stay one neuron.",
    formula: "w = 1", source: "common practice for scales",
    suits: "scales of normalization layers",
    examples: ["ones"], isDeterministic: true)

  package init(_ arguments: InitializerArguments) {}

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    fillEverywhere(&weights, with: 1)
  }

  package func promise(at site: WeightSite) -> Promise? { .every(1, at: site) }
}
