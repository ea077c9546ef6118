import InitKit

/// A constant for each layer, in the order of the layers.
package struct ConstantPerLayer: Initializer {
  package static let specification = InitializerSpecification(
    name: "constant_per_layer", aliases: ["layer_constants"],
    summary: "One number for all weights of a layer, another for the next layer.",
    formula: "w = values[layer], the last one for layers beyond the list", source: "elementary",
    parameters: [
      ParameterSpecification(
        "values", .numbers(.finite), default: .value(.list([.number(0.5), .number(0.25)])),
        help: "a number for each layer with weights, the first one first")
    ],
    suits: "symmetric starts whose layers differ, though their neurons do not",
    notes: ["layers of different constants are no help: what is equal within a layer stays equal"],
    examples: ["constant_per_layer([0.5, 0.1, 1])"], isDeterministic: true)

  private let values: [Double]

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    values = try arguments.numbers("values")
    guard !values.isEmpty else { throw .refused(reason: "an empty list has no number for the first layer") }
  }

  private func value(at site: WeightSite) -> Double { values[min(max(0, site.layerIndex), values.count - 1)] }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    fillEverywhere(&weights, with: value(at: site))
  }

  package func promise(at site: WeightSite) -> Promise? { .every(value(at: site), at: site) }
}
