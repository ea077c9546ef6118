/// What came of one initializer with one seed.
package struct ComparisonTrial: Equatable, Sendable {
  /// The seed.
  package let seed: UInt64
  /// Mean loss over the training samples before the first step.
  package let firstLoss: Double
  /// The same after the last; NaN or infinite when training ended there.
  package let loss: Double
  /// Share of held-out samples answered right, of training samples where none are held out; nil where that
  /// means nothing.
  package let accuracy: Double?
  /// Steps after which the loss first was at or below the target; nil when it never was.
  package let stepsToTarget: Int?
  /// Different neurons in all hidden layers.
  package let distinct: Int
  /// Whether hidden layers have several neurons, and those of each are one.
  package let isOneNeuron: Bool
  /// Hidden neurons whose activation's slope is 0 on every sample of the last batch.
  package let dead: Int
  /// Norm of the gradient by the first weights over that by the last, before the first step.
  ///
  /// Nil when both are 0; infinite when only the last is.
  package let gradientRatio: Double?
  /// Step that could not be taken because the loss was not finite.
  package let divergedAt: Int?
}
