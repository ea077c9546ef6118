import InitKit

/// Rows of one length and random directions.
package struct UnitRows: Initializer {
  package static let specification = InitializerSpecification(
    name: "unit_rows", aliases: ["normalized_rows", "unit_norm"],
    summary: "Each neuron's weights point in a random direction and have one and the same length.",
    formula: "w[i] = gain z / |z|, z ~ N(0, I)", source: "Muller 1959, doi:10.1145/377939.377946",
    parameters: [.number("gain", default: 1, in: .nonNegative, help: "length of each row")],
    suits: "weight normalization, cosine similarities, embeddings",
    examples: ["unit_rows", "unit_rows(sqrt(2))"])

  private let gain: Double

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    gain = try arguments.number("gain")
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let (rows, columns) = try site.matrix(storage: weights.count)
    for row in 0..<rows {
      let draws = context.draws(columns, of: .normal(mean: 0, deviation: 1))
      setDirection(draws, length: gain, from: row * columns, in: &weights)
    }
  }

  package func promise(at site: WeightSite) -> Promise? {
    let length = Double(max(1, site.columns))
    var promise = Promise.directions(length: gain, at: site)
    promise.kurtosis = 3 * length / (length + 2)
    return promise
  }
}
