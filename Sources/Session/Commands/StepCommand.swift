import Engine
import Language
import Text

/// `step [N]`
enum StepCommand: SessionCommand {
  static let specification = CommandSpecification(
    "step", group: .run, summary: "train for one step, or for N",
    forms: [[Positional("n", .value, .optional)]],
    arguments: [ArgumentHelp("n", "how many steps (default 1)")],
    details: [
      "A step is one batch: forward, loss, backward, update. Ctrl-C stops between two steps. Training stops "
        + "by itself before a step whose loss is not finite, and says where the first such number arose; the "
        + "weights are then those before that step."
    ],
    examples: [CommandExample("data xor; layer dense 8 tanh; layer dense 1; step 100", shows: "step 100")],
    seeAlso: ["epoch", "plot", "grad"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let count = try call.binder.integer("n", in: .atLeast(0), default: 1)
    return try TrainingReport(session, model: try session.laboratory.model()).train(steps: count)
  }
}
