import Engine
import Language
import Text

/// `step [N]`, `step sample|phase|update|epoch [N]`
enum StepCommand: SessionCommand {
  static let specification = CommandSpecification(
    "step", group: .run, summary: "train for one step, or for N; or go through a step part by part",
    forms: ["sample", "phase", "update", "epoch"].map {
      [.keyword($0), Positional("n", .value, .optional)]
    } + [[Positional("n", .value, .optional)]],
    arguments: [
      ArgumentHelp("n", "how many (default 1)"),
      ArgumentHelp("sample", "one sample of the batch; the update follows the last"),
      ArgumentHelp("phase", "one of forward, loss, backward, update"),
      ArgumentHelp("update", "the same as a step"),
      ArgumentHelp("epoch", "to the end of the epoch"),
    ],
    details: [
      "A step is one batch: forward, loss, backward, update. Ctrl-C stops between two steps. Training stops "
        + "by itself before a step whose loss is not finite, and says where the first such number arose; the "
        + "weights are then those before that step.",
      "`step phase` and `step sample` show the parts of the next step one by one. The weights change with the "
        + "update only, by the gradient of the whole batch: stepping any way gives the same bits.",
    ],
    examples: [
      CommandExample("data xor; layer dense 8 tanh; layer dense 1; step 100", shows: "step 100"),
      CommandExample("data xor; layer dense 8 tanh; layer dense 1; step phase 4", shows: "backward:"),
      CommandExample("data xor; layer dense 8 tanh; layer dense 1; step sample 4", shows: "sample 3 of 4"),
    ],
    seeAlso: ["epoch", "until", "break", "back", "plot", "grad"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let isPart = call.binder.hasKeyword("sample") || call.binder.hasKeyword("phase")
    let count = try call.binder.integer("n", in: isPart ? .between(0, 100_000) : .atLeast(0), default: 1)
    let model = try session.laboratory.model()
    if call.binder.hasKeyword("phase") { return try StepWalk(session, model: model).phases(count) }
    if call.binder.hasKeyword("sample") { return try StepWalk(session, model: model).samples(count) }
    if call.binder.hasKeyword("epoch") { return try EpochCommand.train(epochs: count, session, model) }
    return try TrainingReport(session, model: model).train(steps: count)
  }
}
