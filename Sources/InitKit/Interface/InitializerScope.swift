/// What an initializer fills.
public enum InitializerScope: String, Sendable, CaseIterable {
  /// One weight at a time; biases have a rule of their own.
  case weights
  /// One weight at a time, and each bias as well, as the start of a library does.
  case parameters
  /// The whole network at once.
  case network
  /// One weight by itself, or the whole network at once.
  case both

  /// Whether it can initialize a whole network by a rule of its own.
  public var isNetworkWide: Bool { self == .network || self == .both }
}
