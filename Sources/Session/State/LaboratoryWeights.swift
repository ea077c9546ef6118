import Analysis
import Engine

/// What changes the weights of the model of now: draws, edits by hand, training.
extension Laboratory {
  /// Draws parameters anew, now or as soon as the network is whole.
  func draw(_ scope: Model.Scope) throws(EngineError) {
    if let model = modelIfWhole() {
      try model.reinitialize(scope)
      isObserved = false
    } else {
      pendingDraws.append(scope)
    }
    noteChange()
  }

  /// Draws some entries of the model of now anew; step and record go on.
  func redraw(_ parts: [PartialDraw]) throws(EngineError) {
    try model().redraw(parts)
    isObserved = false
    noteChange(.edit)
  }

  /// Writes parameters of the model of now, whose names and shapes were checked; step and optimizer go on.
  func write(_ edits: [ParameterEdit]) throws(EngineError) {
    let model = try model()
    for edit in edits {
      if try model.statistic(edit.layer, edit.parameter) != nil {
        try model.setStatistic(edit.layer, edit.parameter, to: edit.value)
      } else {
        try model.setParameter(edit.layer, edit.parameter, to: edit.value)
      }
      if let memory = edit.memory { try model.setOptimizerMemory(edit.layer, edit.parameter, to: memory) }
    }
    isObserved = false
    noteChange(.edit)
  }

  /// Trains the model of now, and keeps states on the way.
  func train(_ model: Model, steps: Int, interrupt: UnsafePointer<Int32>?) -> RunOutcome {
    _ = observedSymmetry(of: model)
    _ = settlePast("")
    var left = max(0, steps)
    let start = model.step
    while true {
      var outcome = symmetry.run(model, steps: min(left, past.stepsToCheckpoint), interrupt: interrupt)
      left -= outcome.taken
      past.advance(to: model.step)
      if left > 0 || past.stepsToCheckpoint <= 1 { keepCheckpoint(of: model) }
      guard left > 0, outcome.stoppedBy == .count else {
        outcome.taken = model.step - start
        if outcome.taken > 0 { revision += 1 }
        return outcome
      }
    }
  }

  /// What is known of when each layer's neurons parted.
  func observedSymmetry(of model: Model) -> SymmetryWatch {
    if !isObserved { symmetry.observe(model) }
    isObserved = true
    return symmetry
  }
}
