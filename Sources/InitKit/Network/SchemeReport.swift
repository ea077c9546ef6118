/// What a scheme measured before and after, for a person to read; a value.
public struct SchemeReport: Sendable, Equatable {
  /// One quantity of one layer, or of the whole network.
  public struct Row: Sendable, Equatable {
    /// The layer; nil for the whole network.
    public let layer: String?
    /// What was measured, such as `variance of the sums`.
    public let measure: String
    /// Its value on the network as the scheme found it.
    public let before: Double
    /// Its value on the network as the scheme left it.
    public let after: Double
    /// How many rounds it took.
    public let rounds: Int

    /// Notes a measurement.
    public init(layer: String? = nil, measure: String, before: Double, after: Double, rounds: Int) {
      self.layer = layer
      self.measure = measure
      self.before = before
      self.after = after
      self.rounds = rounds
    }
  }

  /// What was measured.
  public var rows: [Row]
  /// Layers with weights that the scheme has no rule for: they have the start it draws.
  public var leftAsDrawn: [String]

  /// Starts a report.
  public init(rows: [Row] = [], leftAsDrawn: [String] = []) {
    self.rows = rows
    self.leftAsDrawn = leftAsDrawn
  }
}
