import Engine
import Language
import Text

/// Trains a model in portions, with progress, and says what came of it.
struct TrainingReport {
  private let session: Session
  private let model: Model

  init(_ session: Session, model: Model) {
    self.session = session
    self.model = model
  }

  /// Trains for so many steps, or up to an interrupt or a loss that is not finite.
  ///
  /// - Throws: a `Halt` with the first number that is not finite.
  func train(steps: Int) throws -> CommandResult {
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
      session.host.showProgress(
        "step \(model.step)\(steps < 1 << 40 ? " of \(target)" : "")  loss \(NumberFormat().string(outcome.loss))"
      )
    }
    guard case .diverged(let place) = outcome.stoppedBy else { return result(outcome) }
    throw Halt(result: result(outcome), diagnostic: DivergenceWording(place, model).diagnostic)
  }

  private func result(_ outcome: RunOutcome) -> CommandResult {
    let stop =
      switch outcome.stoppedBy {
      case .count: "count"
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
    return CommandResult(data, line)
  }

  /// On the held-out samples, else on all training samples, where that is cheap enough to show every time.
  private var accuracy: (name: String, value: Double)? {
    let isHeldOut = model.data.heldOut != nil
    guard model.hasAccuracy, isHeldOut || model.data.rows <= 100_000 else { return nil }
    let portion: Portion = isHeldOut ? .heldOut : .training
    return model.accuracy(on: portion).map { (isHeldOut ? "held-out accuracy" : "accuracy", $0) }
  }
}
