/// What a scheme aimed at and did not reach: facts, no sentences.
public struct SchemeShortfall: Sendable, Equatable {
  /// The layer; nil for the whole network.
  public let layer: String?
  /// What was measured, such as `variance of the sums`.
  public let measure: String
  /// The last measurement.
  public let found: Double
  /// What it should be.
  public let needed: Double
  /// How far both may be apart.
  public let tolerance: Double
  /// How many rounds were made.
  public let rounds: Int

  /// Notes a shortfall.
  public init(
    layer: String?, measure: String, found: Double, needed: Double, tolerance: Double, rounds: Int
  ) {
    self.layer = layer
    self.measure = measure
    self.found = found
    self.needed = needed
    self.tolerance = tolerance
    self.rounds = rounds
  }
}
