import InitKit

/// Nguyen and Widrow's rule, which spreads the bends of a layer's units over the inputs' range.
package struct NguyenWidrow: Initializer {
  package static let specification = InitializerSpecification(
    name: "nguyen_widrow", aliases: ["initnw"],
    summary: "Rows of one length and spread biases, so that each tanh unit bends somewhere else.",
    formula: "w[i] = beta u / |u|, u ~ U(-1/2, 1/2); b ~ U(-beta, beta); beta = scale H^(1/I)",
    source: "Nguyen and Widrow 1990, Improving the learning speed of 2-layer neural networks, IJCNN",
    parameters: [
      .number("scale", default: 0.7, in: .nonNegative, help: "overlap of the units' ranges"),
      .choice(
        "variant", of: ["paper", "fann"],
        help:
          "`fann`: w ~ U(0, s), b ~ U(-s, s), s = (scale H)^(1/I) / 2, as FANN's init_weights for inputs in -1 ... 1"
      ),
    ],
    suits: "one hidden layer of tanh on few inputs within -1 ... 1; choose it for weights and biases",
    notes: [
      "H units, I inputs; MATLAB's initnw widens to tansig's active range -2 ... 2: nguyen_widrow(1.4)",
      "Encog's and FANN's have positive weights only; R's brnn takes the number of cases for H",
    ],
    examples: ["nguyen_widrow", "nguyen_widrow(1.4)", "nguyen_widrow(variant=fann)"])

  package static let scope = InitializerScope.parameters

  private let scale: Double
  private let isFann: Bool

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    scale = try arguments.number("scale")
    isFann = try arguments.text("variant") == "fann"
  }

  /// FANN's law, whose weights are all positive.
  private func fannLaw(at site: WeightSite) -> EntryLaw {
    let units = Double(max(1, site.rows))
    let bound = power(scale * units, 1 / Double(max(1, site.fanIn))) / 2
    return .uniform(low: site.role == .bias ? -bound : 0, high: bound)
  }

  /// Length of each row, `scale H^(1/I)`.
  private func length(units: Int, inputs: Int) -> Double {
    scale * power(Double(max(1, units)), 1 / Double(max(1, inputs)))
  }

  private func biasLaw(at site: WeightSite) -> EntryLaw {
    let bound = length(units: site.rows, inputs: site.fanIn)
    return .uniform(low: -bound, high: bound)
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    if isFann { return context.fill(&weights, with: fannLaw(at: site)) }
    guard site.role != .bias else { return context.fill(&weights, with: biasLaw(at: site)) }
    let (rows, columns) = try site.matrix(storage: weights.count)
    let length = length(units: rows, inputs: columns)
    for row in 0..<rows {
      // Never all zero: these draws never are.
      let draws = (0..<columns).map { _ in context.random.centeredUniform() }
      setDirection(draws, length: length, from: row * columns, in: &weights)
    }
  }

  package func promise(at site: WeightSite) -> Promise? {
    if isFann { return Promise(independent: fannLaw(at: site), at: site) }
    return site.role == .bias
      ? Promise(independent: biasLaw(at: site), at: site)
      : .directions(length: length(units: site.rows, inputs: site.columns), at: site)
  }
}
