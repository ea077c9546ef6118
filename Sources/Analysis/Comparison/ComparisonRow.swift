import InitKit

/// What came of one initializer over all seeds.
package struct ComparisonRow: Sendable {
  /// The initializer.
  package let initializer: ChosenInitializer
  /// Seed by seed.
  package let trials: [ComparisonTrial]
  /// Final loss over the training samples.
  package let loss: Spread
  /// Share answered right; nil where that means nothing.
  package let accuracy: Spread?
  /// Median of the steps to the target, rounded up; nil when the median trial did not reach it.
  package let stepsToTarget: Int?
  /// Different neurons over all hidden layers, the fewest of any seed.
  package let distinct: Int
  /// Neurons over all hidden layers.
  package let neurons: Int
  /// Median of dead hidden neurons.
  package let dead: Double
  /// Median of the gradient's ratio first to last layer, of the trials that have one; nil when none has.
  package let gradientRatio: Double?
  /// The earliest step that could not be taken; nil when all could.
  package let divergedAt: Int?
  /// What to say of it.
  package let verdict: ComparisonVerdict

  /// Share of the zero network's loss that a loss must have fallen by not to be stuck.
  package static let stuckShare = 0.05

  /// Sums up trials, of which there must be one.
  init?(_ initializer: ChosenInitializer, _ trials: [ComparisonTrial], neurons: Int, zeroLoss: Double) {
    guard let loss = Spread(trials.map(\.loss)),
      let fall = Spread(trials.map { $0.firstLoss - $0.loss }),
      let steps = Spread(trials.map { $0.stepsToTarget.map(Double.init) ?? .infinity })
    else { return nil }
    self.initializer = initializer
    self.trials = trials
    self.neurons = neurons
    self.loss = loss
    accuracy = Spread(trials.compactMap(\.accuracy))
    stepsToTarget = steps.median.isFinite ? Int(steps.median.rounded(.up)) : nil
    distinct = trials.map(\.distinct).min() ?? 0
    dead = Spread(trials.map { Double($0.dead) })?.median ?? 0
    gradientRatio = Spread(trials.compactMap(\.gradientRatio))?.median
    divergedAt = trials.compactMap(\.divergedAt).min()

    if let divergedAt {
      verdict = .diverged(step: divergedAt)
    } else if trials.allSatisfy(\.isOneNeuron) {
      verdict = .oneNeuron
    } else if let stepsToTarget {
      verdict = .reached(steps: stepsToTarget)
    } else {
      verdict = fall.median < ComparisonRow.stuckShare * zeroLoss ? .stuck : .slow
    }
  }
}
