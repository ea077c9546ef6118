import Analysis
import Engine
import Language
import Text

extension Session {
  /// Goes to a state of the past, bit for bit.
  ///
  /// - Throws: `letGo`, `tooLarge`; `Stop.interrupted`, and then nothing has changed.
  func travel(to place: Moment) throws {
    guard laboratory.past.isKept(place) else {
      throw PastError.letGo(step: place.step, limit: laboratory.past.limit)
    }
    guard try laboratory.go(to: place, interrupt: host.interruptFlag) else { throw Stop.interrupted }
    stops.forgetValues()
  }

  /// What is to be said of the state of now, after a command that moved to it.
  func position() throws -> CommandResult {
    let past = laboratory.past
    guard let model = laboratory.modelIfWhole() else {
      return CommandResult(
        ["step": .integer(0), "loss": .null, "stopped_by": "count", "branch": .text(past.bearings.branch)],
        "no whole network here")
    }
    var result = try TrainingReport(self, model: model).state()
    result.data["branch"] = .text(past.bearings.branch)
    let last = past.episode.last?.step ?? model.step
    result.data["last_step"] = .integer(last)
    if last > model.step {
      result.document.append(.text("\("steps up to \(last) are known: `goto \(last)`", .dim)"))
    }
    return result
  }

  /// The state at a step of the line of now.
  ///
  /// - Throws: a diagnostic when it was not reached.
  func place(ofStep step: Int, _ call: Call, at argument: Argument?) throws(Diagnostic) -> Moment {
    if let place = laboratory.past.place(ofStep: step) { return place }
    let last = laboratory.past.episode.last?.step ?? 0
    let more = step - last
    let now = laboratory.past.here.step
    throw call.failure(
      "not-reached", "step \(step) was not reached: the last is \(last)", at: argument,
      label: "not yet trained",
      help: now == last ? "`step \(more)` trains up to it" : "`goto \(last)`, then `step \(more)`")
  }
}

/// What to say about a state of the past that cannot be had.
enum PastWording {
  static func diagnostic(for error: PastError) -> Diagnostic {
    switch error {
    case .tooLarge(let bytes, let limit):
      Diagnostic(
        "past-too-large",
        "one state of this network takes \(NumberFormat.bytes(bytes)), the memory for checkpoints is "
          + NumberFormat.bytes(limit),
        help: "`set checkpoint_memory \(2 * (bytes >> 20 + 1))`, then train on")
    case .letGo(let step, let limit):
      Diagnostic(
        "let-go",
        "the state at step \(step) was let go, to keep checkpoints within \(NumberFormat.bytes(limit))",
        help: "`set checkpoint_memory \(2 * (limit >> 20 + 1))` keeps more from now on")
    }
  }
}
