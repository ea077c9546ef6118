import InitKit

/// Balduzzi's start, at which a relu network is a rotation.
package struct LooksLinear: Initializer {
  package static let specification = InitializerSpecification(
    name: "looks_linear", aliases: ["mirrored_orthogonal"],
    summary: "Mirrored rotations: a relu network that starts exactly linear, however deep.",
    formula: "W = [[A, -A], [-A, A]], A orthogonal; first layer [A; -A], last layer [A, -A]",
    source: "Balduzzi, Frean, Leary, Lewis, Ma and McWilliams 2017, Shattered gradients, arXiv:1702.08591",
    parameters: [
      .number("gain", default: 1, in: .nonNegative, help: "factor on every singular value of A"),
      Mirror.parameter,
    ],
    suits: "deep relu networks without shortcuts",
    notes: ["all layers have to be chosen so, and hidden sizes have to be even"],
    examples: ["looks_linear", "looks_linear(1, both)"])

  private let gain: Double
  private let mirror: Mirror

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    gain = try arguments.number("gain")
    mirror = try Mirror(arguments)
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let blocks = try mirror.blocks(of: site, storage: weights.count)
    let matrix = context.orthonormalMatrix(rows: blocks.rows, columns: blocks.columns)
    blocks.write(matrix.map { gain * $0 }, to: &weights)
  }

  package func promise(at site: WeightSite) -> Promise? {
    let blocks = mirror.blocks(of: site)
    let length = Double(max(1, blocks.rows, blocks.columns))
    return Promise(
      mean: 0, variance: gain * gain / length, lower: -gain * (1 + 1e-12), upper: gain * (1 + 1e-12),
      kurtosis: 3 * length / (length + 2),
      breaksSymmetry: site.rows < 2 || (gain > 0 && site.columns > 0), repeats: blocks.repeats,
      orthogonalGain: blocks.repeats == 1 ? gain : nil)
  }
}
