import Analysis
import Engine

extension Laboratory {
  /// Begins a stretch of the past with what a command changed; training alone begins none.
  ///
  /// - Returns: what it changed.
  func settlePast(_ cause: String) -> PendingChange {
    let change = pendingChange
    guard change != .none else { return change }
    pendingChange = .none
    let model = isCurrent ? compiled : nil
    if let model { _ = observedSymmetry(of: model) }
    past.begin(
      cause, arrangement, checkpoint, step: compiled?.step ?? 0,
      interval: model.map(Checkpoint.interval) ?? 1)
    return change
  }

  /// Everything but the numbers of the network.
  private var arrangement: Arrangement {
    var arrangement = Arrangement(description: description)
    (arrangement.dataset, arrangement.dataNumber) = (dataset, dataNumber)
    (arrangement.pendingDraws, arrangement.recordsAccuracy) = (pendingDraws, recordsAccuracy)
    (arrangement.frozenRates, arrangement.isCurrent) = (frozenRates, isCurrent)
    arrangement.perturbations = perturbations
    arrangement.compiled = compiled.map {
      Arrangement.Compiled(description: $0.description, data: $0.data, dataNumber: compiledDataNumber)
    }
    return arrangement
  }

  /// The network's numbers; nil without a network, or when they alone are beyond the memory for states.
  private var checkpoint: Checkpoint? {
    guard let compiled, compiled.snapshotBytes <= past.limit else { return nil }
    return Checkpoint(compiled.snapshot(), symmetry)
  }

  /// What brings the state of now back.
  ///
  /// - Throws: `tooLarge`.
  private var departure: (Arrangement, Checkpoint?) {
    get throws(PastError) {
      let checkpoint = checkpoint
      guard compiled == nil || checkpoint != nil else {
        throw .tooLarge(bytes: compiled?.snapshotBytes ?? 0, limit: past.limit)
      }
      return (arrangement, checkpoint)
    }
  }

  /// Keeps the state of now, to replay from.
  func keepCheckpoint(of model: Model) {
    if model.snapshotBytes <= past.limit { past.keep(Checkpoint(model.snapshot(), symmetry)) }
  }

  /// Goes to a state of the past; when that is interrupted, the state is as it was.
  ///
  /// - Returns: false when it was interrupted.
  /// - Throws: what stands against compiling a network of the past.
  func go(to place: Moment, interrupt: UnsafePointer<Int32>?) throws -> Bool {
    _ = settlePast("")
    if place == past.here { return true }
    let departure = try departure
    // What was left can be had again at once.
    if isCurrent, let checkpoint = departure.1 { past.keep(checkpoint) }
    guard try replay(to: place, interrupt: interrupt) else {
      try put(departure.0, departure.1)
      return false
    }
    past.move(to: place)
    revision += 1
    return true
  }

  /// Goes back through states of the line of now, hands each to a closure, and returns to the state of now.
  ///
  /// - Returns: false when it was interrupted.
  /// - Throws: what the closure throws.
  func visit(
    _ places: [Moment], interrupt: UnsafePointer<Int32>?, _ body: (Moment) throws -> Void
  ) throws -> Bool {
    _ = settlePast("")
    let departure = try departure
    let outcome = Result { () throws -> Bool in
      var last: Moment?
      for place in places {
        guard try replay(to: place, from: last, interrupt: interrupt) else { return false }
        try body(place)
        last = place
      }
      return true
    }
    try put(departure.0, departure.1)
    return try outcome.get()
  }

  /// Makes the numbers those of a place: on from where the last replay ended, or from a state that is kept.
  private func replay(
    to place: Moment, from last: Moment? = nil, interrupt: UnsafePointer<Int32>?
  ) throws(EngineError) -> Bool {
    guard let stretch = past.stretch(place.stretch) else { return true }
    let start = stretch.checkpoints.last { $0.step <= place.step }
    let goesOn =
      last.map { $0.stretch == place.stretch && $0.step <= place.step && $0.step >= start?.step ?? 0 }
      ?? false
    if !goesOn { try put(stretch.arrangement, start) }
    guard let model = compiled, isCurrent, model.step < place.step else { return true }
    let outcome = symmetry.run(model, steps: place.step - model.step, interrupt: interrupt)
    return outcome.step == place.step
  }

  /// Makes everything as a file has it.
  ///
  /// - Throws: what stands against compiling its network; then nothing has changed.
  func take(_ loaded: LoadedSession) throws(EngineError) {
    var model: Model?
    if let state = loaded.state, let data = loaded.dataset {
      let fresh = try Model(
        loaded.description, data: data, initializers: initializers, interrupt: interrupt, isDrawn: false)
      try fresh.restore(state)
      model = fresh
    }
    (description, dataset, dataNumber) = (loaded.description, loaded.dataset, nextDataNumber)
    nextDataNumber += 1
    (compiled, compiledDataNumber, isCurrent, isObserved) = (model, dataNumber, model != nil, false)
    symmetry = SymmetryWatch()
    (pendingDraws, frozenRates) = ([], loaded.frozenRates)
    recordsAccuracy = loaded.recordsAccuracy
    compiled?.recordsAccuracy = recordsAccuracy
    noteChange()
  }

  /// Makes everything as a state of the past has it.
  private func put(_ arrangement: Arrangement, _ checkpoint: Checkpoint?) throws(EngineError) {
    if let wanted = arrangement.compiled, let checkpoint {
      let model: Model
      if let compiled {
        model = compiled
        if compiled.description != wanted.description || compiledDataNumber != wanted.dataNumber {
          try compiled.apply(wanted.description, data: wanted.data, isDrawn: false)
        }
      } else {
        model = try Model(
          wanted.description, data: wanted.data, initializers: initializers, interrupt: interrupt,
          isDrawn: false)
      }
      try model.restore(checkpoint.snapshot)
      (compiled, compiledDataNumber, symmetry, isObserved) = (
        model, wanted.dataNumber, checkpoint.symmetry, true
      )
    } else if arrangement.compiled == nil {
      compiled = nil
    }
    (description, dataset, dataNumber) = (
      arrangement.description, arrangement.dataset, arrangement.dataNumber
    )
    (pendingDraws, frozenRates, isCurrent) = (
      arrangement.pendingDraws, arrangement.frozenRates, arrangement.isCurrent
    )
    (recordsAccuracy, perturbations) = (arrangement.recordsAccuracy, arrangement.perturbations)
    compiled?.recordsAccuracy = recordsAccuracy
    pendingChange = .none
  }
}

/// Why a state of the past cannot be had.
enum PastError: Error, Equatable {
  /// One state alone takes more than all may.
  case tooLarge(bytes: Int, limit: Int)
  /// It was let go, to keep the others within the limit.
  case letGo(step: Int, limit: Int)
}
