import InitKit

/// Normal vectors for a vocabulary, of length about 1, with a row of zeros for padding.
package struct EmbeddingNormal: Initializer {
  package static let specification = InitializerSpecification(
    name: "embedding_normal",
    summary: "Normal numbers that give each looked-up row a length of about 1; padding may be zero.",
    formula: "w ~ N(0, std^2), std = 1 / sqrt(d), d entries a row; row `padding` is 0",
    source: "Vaswani et al. 2017, section 3.4, as T-Fixup, Flax and MLX draw it",
    parameters: [
      ParameterSpecification(
        "std", .number(.nonNegative), default: .derived("1 / sqrt(d)"), help: "standard deviation"),
      ParameterSpecification(
        "padding", .integer(0...1_000_000_000), default: .derived("none"),
        help: "row that stands for nothing and starts at 0, counted from 0"),
    ],
    suits: "embedding tables",
    notes: [
      "PyTorch, Burn and Flux take std 1, Keras U(-0.05, 0.05), GPT-2 std 0.02",
      "std 1 makes logits of variance d where the table is used for the output too",
    ],
    examples: ["embedding_normal", "embedding_normal(1, padding=0)"])

  private let deviation: Double?
  private let padding: Int?

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    deviation = try arguments.optionalNumber("std")
    padding = try arguments.optionalNumber("padding").map { Int($0) }
  }

  private func law(at site: WeightSite) -> EntryLaw {
    .centeredNormal(deviation: deviation ?? 1 / Double(max(1, site.columns)).squareRoot())
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let (rows, columns) = try site.matrix(storage: weights.count)
    context.fill(&weights, with: law(at: site))
    guard let padding else { return }
    guard padding < rows else { throw .refused(reason: "row \(padding) of \(rows) rows cannot be padding") }
    for index in padding * columns..<(padding + 1) * columns { weights[index] = 0 }
  }

  package func promise(at site: WeightSite) -> Promise? {
    let law = law(at: site)
    guard padding != nil, site.rows > 0, law.variance > 0 else { return Promise(independent: law, at: site) }
    let share = Double(site.rows - 1) / Double(site.rows)
    return Promise(
      mean: 0, variance: law.variance * share, kurtosis: share > 0 ? 3 / share : 3, zeros: site.columns,
      breaksSymmetry: site.rows < 2 || site.columns > 0)
  }
}
