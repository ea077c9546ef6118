import InitKit

/// Xavier's rule over a whole transformer, with one factor on what writes to its residual stream.
///
/// Values, outputs of attention and feed-forward weights get the factor; queries, keys and all else none.
struct TransformerScheme {
  /// Draws a weight under a factor.
  let law: (_ site: WeightSite, _ factor: Double) -> EntryLaw
  /// The factor, of so many layers of attention.
  let factor: (_ layers: Double) -> Double
  /// Deviation of embeddings; nil leaves them at their default.
  var embedding: ((_ site: WeightSite, _ layers: Double) -> Double)?

  /// Draws every free weight.
  ///
  /// - Throws: `lacks(.attention)`.
  func apply(to network: any NetworkHost, layers given: Double?) throws(InitializerError) {
    let weights = try network.freeWeights()
    let count = Double(network.branches.count(where: \.hasAttention))
    guard count > 0 else { throw .lacks(.attention) }
    let layers = given ?? count
    let scaled = network.branches.flatMap(\.weights)
    for weight in weights {
      if weight.site.role == .embedding {
        guard let deviation = embedding?(weight.site, layers) else { continue }
        try network.write(network.draw(.centeredNormal(deviation: deviation), at: weight), to: weight)
      } else {
        let factor = scaled.contains(weight) ? factor(layers) : 1
        try network.write(drawn(weight, factor, network), to: weight)
      }
    }
  }

  /// Of stacked queries, keys and values the last third alone gets the factor.
  private func drawn(_ weight: NetworkParameter, _ factor: Double, _ network: any NetworkHost) -> [Double] {
    guard weight.site.parameter.hasSuffix("in_proj_weight") else {
      return network.draw(law(weight.site, factor), at: weight)
    }
    let plain = network.draw(law(weight.site, 1), at: weight)
    let third = plain.count / 3
    return plain.enumerated().map { $0 < 2 * third ? $1 : factor * $1 }
  }
}
