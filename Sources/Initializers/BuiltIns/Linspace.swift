import InitKit

/// Evenly spaced numbers, all different and none of them random.
package struct Linspace: Initializer {
  package static let specification = InitializerSpecification(
    name: "linspace",
    summary: "Evenly spaced numbers: all different, none random; enough to break symmetry.",
    formula: "w[k] = low + (high - low) k / (n - 1) for k = 0 ... n - 1, in row-major order",
    source: "NumPy's linspace over the whole parameter",
    parameters: [
      .number("low", default: -0.5, in: ends, help: "first entry"),
      .number("high", default: 0.5, in: ends, help: "last entry"),
    ],
    suits: "seeing that differences matter, not chance",
    notes: ["rows differ by a constant alone, so the matrix has rank 2 at most"],
    examples: ["linspace", "linspace(-0.1, 0.1)"], isDeterministic: true)

  // Far below overflow, so that products and variances are finite.
  private static let ends = NumberRange(-1e150, 1e150)

  private let low: Double
  private let high: Double

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    low = try arguments.number("low")
    high = try arguments.number("high")
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let last = weights.count - 1
    let (width, steps) = (high - low, Double(max(1, last)))
    for index in weights.indices {
      // From the nearer end, so that both ends are exact and opposite ends give opposite numbers.
      weights[index] =
        2 * index <= last
        ? low + width * Double(index) / steps : high - width * Double(last - index) / steps
    }
  }

  package func promise(at site: WeightSite) -> Promise? {
    let count = Double(site.count)
    guard count > 1 else { return .every(low, at: site) }
    let width = high - low
    return Promise(
      mean: low / 2 + high / 2, variance: width * width / 12 * (count + 1) / (count - 1),
      lower: min(low, high), upper: max(low, high), breaksSymmetry: site.rows < 2 || width != 0)
  }
}
