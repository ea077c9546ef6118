/// A branch whose answer is added to what went into it.
public struct ResidualBranch: Sendable, Equatable {
  /// Place of the layer that adds; of a transformer block the block itself.
  public let end: Int
  /// Its weights, the one next to the input first.
  public let weights: [NetworkParameter]
  /// How many layers it counts for; attention counts as four: queries, keys and values, scores, output.
  public let layerCount: Int
  /// Factors behind its last weights: of a norm, or of a `scale` layer.
  public let lastFactors: [NetworkParameter]
  /// Whether it holds attention.
  public let hasAttention: Bool

  /// Describes a branch.
  public init(
    end: Int, weights: [NetworkParameter], layerCount: Int, lastFactors: [NetworkParameter] = [],
    hasAttention: Bool = false
  ) {
    self.end = end
    self.weights = weights
    self.layerCount = layerCount
    self.lastFactors = lastFactors
    self.hasAttention = hasAttention
  }
}
