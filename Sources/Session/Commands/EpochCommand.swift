import Engine
import Language
import Text

/// `epoch [N]`
enum EpochCommand: SessionCommand {
  static let specification = CommandSpecification(
    "epoch", group: .run, summary: "train to the end of the epoch, or for N epochs",
    forms: [[Positional("n", .value, .optional)]],
    arguments: [ArgumentHelp("n", "how many epochs (default 1)")],
    details: ["An epoch goes once through all training samples."],
    examples: [
      CommandExample("data moons; layer dense 8 tanh; layer dense 1; batch 20; epoch 3", shows: "epoch 3")
    ], seeAlso: ["step", "batch"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let count = try call.binder.integer("n", in: .atLeast(0), default: 1)
    return try train(epochs: count, session, try session.laboratory.model())
  }

  /// Trains to the end of the epoch, and for more epochs.
  static func train(epochs count: Int, _ session: Session, _ model: Model) throws -> CommandResult {
    guard count > 0 else { return try TrainingReport(session, model: model).train(steps: 0) }
    let (more, overflow) = model.stepsPerEpoch.multipliedReportingOverflow(by: count - 1)
    return try TrainingReport(session, model: model).train(
      steps: overflow ? Int.max : more + model.stepsLeftInEpoch)
  }
}
