/// What the host lends an initializer while it fills one parameter.
///
/// Services beyond plain arithmetic are methods here, so that a host may serve them by faster code with
/// the same bits, and a plugin in its worker process has the same ones.
public struct FillContext: Sendable {
  /// The parameter's own stream, at its start.
  public var random: RandomStream

  /// Lends a stream.
  public init(random: RandomStream) {
    self.random = random
  }

  /// Fills all entries with independent draws of one law, one after the other.
  public mutating func fill(_ weights: inout MutableSpan<Double>, with law: EntryLaw) {
    for index in weights.indices { weights[index] = law.draw(from: &random) }
  }
}
