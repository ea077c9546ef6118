import Engine
import Language
import Text

/// Trains a model in portions, with progress, up to what stops it, and says what came of it.
struct TrainingReport {
  private let session: Session
  private let model: Model

  init(_ session: Session, model: Model) {
    self.session = session
    self.model = model
  }

  /// Trains for so many steps, or up to a condition, an interrupt or a loss that is not finite.
  ///
  /// - Throws: a `Halt` with the first number that is not finite; what is wrong with a condition.
  func train(steps: Int, until condition: StopCheck.Condition? = nil) throws -> CommandResult {
    let check = StopCheck(session, condition)
    let start = model.step
    do {
      let findings = try check.findings()
      guard findings.isEmpty else { return try result(now, findings) }
      let (outcome, found) = check.isIdle ? (run(steps), []) : try run(steps, check)
      if outcome.stoppedBy != .count { noteSteps(since: start) }
      guard case .diverged(let place) = outcome.stoppedBy else { return try result(outcome, found) }
      throw Halt(result: try result(outcome, found), diagnostic: DivergenceWording(place, model).diagnostic)
    } catch let error as Diagnostic {
      noteSteps(since: start)
      throw error
    }
  }

  /// What is to be said of the state of now, after a command that moved to it.
  func state() throws -> CommandResult { try result(now, []) }

  /// The journal has the steps that were taken: the command itself would take others.
  private func noteSteps(since start: Int) { session.journalText = "step \(model.step - start)" }

  private var now: RunOutcome { model.run(steps: 0) }

  /// Trains at full speed.
  private func run(_ steps: Int) -> RunOutcome {
    let target = model.step.addingReportingOverflow(steps).partialValue
    var outcome = session.laboratory.train(model, steps: 0, interrupt: nil)
    var left = steps
    // Portions grow with the speed, so that the progress line costs nothing and Ctrl-C never waits for it.
    var portion = 256
    while left > 0, outcome.stoppedBy == .count {
      let clock = ContinuousClock()
      let start = clock.now
      outcome = session.laboratory.train(
        model, steps: min(portion, left), interrupt: session.host.interruptFlag)
      left -= outcome.taken
      if clock.now - start < .milliseconds(25) { portion = min(portion * 2, 1 << 20) }
      showProgress(steps < 1 << 40 ? target : nil, outcome.loss)
    }
    return outcome
  }

  /// Trains step by step and looks at the conditions after each.
  private func run(_ steps: Int, _ check: StopCheck) throws -> (RunOutcome, [StopFinding]) {
    let target = model.step.addingReportingOverflow(steps).partialValue
    var outcome = session.laboratory.train(model, steps: 0, interrupt: nil)
    var left = steps
    while left > 0, outcome.stoppedBy == .count {
      outcome = session.laboratory.train(model, steps: 1, interrupt: session.host.interruptFlag)
      left -= outcome.taken
      guard outcome.taken > 0 else { break }
      let findings = try check.findings()
      guard findings.isEmpty else { return (outcome, findings) }
      if left % 256 == 0 { showProgress(steps < 1 << 40 ? target : nil, outcome.loss) }
    }
    return (outcome, [])
  }

  private func showProgress(_ target: Int?, _ loss: Double) {
    session.host.showProgress(
      "step \(model.step)\(target.map { " of \($0)" } ?? "")  loss \(NumberFormat().string(loss))")
  }

  private func result(_ outcome: RunOutcome, _ findings: [StopFinding]) throws -> CommandResult {
    let stop =
      switch outcome.stoppedBy {
      case .count: findings.first?.reason ?? "count"
      case .interrupt: "interrupt"
      case .diverged: "diverged"
      }
    var data: DataObject = [
      "step": .integer(outcome.step), "epoch": .integer(model.epoch), "loss": .number(outcome.loss),
      "stopped_by": .text(stop),
    ]
    var line: StyledText = "step \(outcome.step, .number)"
    if !model.blueprint.isFullBatch { line += "  epoch \(model.epoch, .number)" }
    line += "  loss \(outcome.loss, .number)"
    if let accuracy = accuracy {
      data["accuracy"] = .number(accuracy.value)
      line += "  \(accuracy.name) \(accuracy.value, .number)"
    }
    if outcome.stoppedBy == .interrupt { line += "  \("interrupted", .warning)" }
    var document = Document(line)
    if !findings.isEmpty {
      data["stops"] = .array(findings.map(\.data))
      for finding in findings { document.blocks += finding.blocks }
    }
    let displays = try session.displays()
    if !displays.isEmpty {
      data["displays"] = .array(displays.map(\.data))
      for display in displays { document.blocks += display.blocks }
    }
    return CommandResult(data, document: document)
  }

  /// On the held-out samples, else on all training samples, where that is cheap enough to show every time.
  private var accuracy: (name: String, value: Double)? {
    let isHeldOut = model.data.heldOut != nil
    guard model.hasAccuracy, isHeldOut || model.data.rows <= 100_000 else { return nil }
    let portion: Portion = isHeldOut ? .heldOut : .training
    return model.accuracy(on: portion).map { (isHeldOut ? "held-out accuracy" : "accuracy", $0) }
  }
}
