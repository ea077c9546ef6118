import InitKit

/// Every entry the same number.
package struct Constant: Initializer {
  package static let specification = InitializerSpecification(
    name: "constant", aliases: ["const"],
    summary: "Every weight is the same number; the neurons of a layer stay one neuron.",
    formula: "w = value", source: "common practice for biases",
    parameters: [
      ParameterSpecification("value", .number(.finite), default: .required, help: "the number")
    ],
    suits: "biases; weights only to see what symmetry does",
    examples: ["constant(0.5)"], isDeterministic: true)

  private let value: Double

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    value = try arguments.number("value")
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    fillEverywhere(&weights, with: value)
  }

  package func promise(at site: WeightSite) -> Promise? { .every(value, at: site) }
}
