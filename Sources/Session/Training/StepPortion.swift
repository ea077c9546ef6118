/// The parts of a training step, in the order they are computed.
enum StepPhase: String, CaseIterable {
  case forward, loss, backward, update
}

/// How far into a step a person has gone: nothing that training depends on, so that going on in any way gives
/// the same bits.
struct StepPortion: Equatable {
  /// The phases that were shown.
  var phases = 0
  /// The samples of the batch that were shown.
  var samples = 0
  /// The laboratory's count of changes when it was made; another count, and the step is another one.
  var revision = -1

  /// The next phase.
  var phase: StepPhase { StepPhase.allCases[min(phases, StepPhase.allCases.count - 1)] }
}
