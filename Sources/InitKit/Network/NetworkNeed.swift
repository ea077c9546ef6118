/// What a network must have for a scheme.
public enum NetworkNeed: String, Sendable, Equatable, CaseIterable {
  /// A weight that nobody chose a start for, so that the scheme may set it.
  case freeWeight
  /// A branch that is added to what went into it.
  case residualBranch
  /// A layer of attention.
  case attention
  /// A hidden layer with weights.
  case hiddenLayer
  /// A layer whose sums are proportional to one weight: dense, convolution, embedding.
  case proportionalLayer
  /// Two batches.
  case secondBatch
}
