/// What the host lends an initializer while it fills one parameter.
///
/// Services beyond plain arithmetic are methods here, so that a host may serve them by faster code with
/// the same bits, and a plugin in its worker process has the same ones.
public struct FillContext: Sendable {
  /// The parameter's own stream, at its start.
  public var random: RandomStream
  /// What computes in bulk.
  public let arithmetic: any BulkArithmetic

  /// Lends a stream, and arithmetic that is as fast as the host's.
  public init(random: RandomStream, arithmetic: any BulkArithmetic = PlainArithmetic()) {
    (self.random, self.arithmetic) = (random, arithmetic)
  }

  /// Fills all entries with independent draws of one law, one after the other.
  public mutating func fill(_ weights: inout MutableSpan<Double>, with law: EntryLaw) {
    arithmetic.draw(law, from: &random, into: &weights)
  }

  /// Independent draws of one law, the same as one after the other.
  public mutating func draws(_ count: Int, of law: EntryLaw) -> [Double] {
    var numbers = [Double](repeating: 0, count: count)
    var span = numbers.mutableSpan
    fill(&span, with: law)
    return numbers
  }
}
