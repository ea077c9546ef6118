import InitKit

/// Burkholz and Dubatovka's start: mirrored normal numbers.
package struct GaussianSubmatrix: Initializer {
  package static let specification = InitializerSpecification(
    name: "gaussian_submatrix", aliases: ["gsm"],
    summary: "Mirrored normal numbers: a relu network that starts as a random linear one.",
    formula: "W = [[A, -A], [-A, A]], A ~ N(0, gain^2 / n), n columns of A; first [A; -A], last [A, -A]",
    source: "Burkholz and Dubatovka 2019, Initialization of relus for dynamical isometry, arXiv:1806.06362",
    parameters: [
      .number("gain", default: 1, in: .nonNegative, help: "factor on the deviation"), Mirror.parameter,
    ],
    suits: "deep relu networks without shortcuts",
    notes: [
      "where inputs are mirrored, entries have He's variance: 2 / fan_in",
      "the mirrored structure is that of looks_linear",
    ],
    examples: ["gaussian_submatrix"])

  private let gain: Double
  private let mirror: Mirror

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    gain = try arguments.number("gain")
    mirror = try Mirror(arguments)
  }

  private func deviation(_ blocks: Mirror.Blocks) -> Double {
    gain / Double(max(1, blocks.columns)).squareRoot()
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let blocks = try mirror.blocks(of: site, storage: weights.count)
    let deviation = deviation(blocks)
    let block = context.draws(
      blocks.rows * blocks.columns, of: .normal(mean: 0, deviation: deviation))
    blocks.write(block, to: &weights)
  }

  package func promise(at site: WeightSite) -> Promise? {
    let blocks = mirror.blocks(of: site)
    let deviation = deviation(blocks)
    return Promise(
      mean: 0, variance: deviation * deviation,
      breaksSymmetry: site.rows < 2 || (gain > 0 && site.columns > 0), repeats: blocks.repeats)
  }
}
