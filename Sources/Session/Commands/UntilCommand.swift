import Language

/// `until EXPR [max=N]`
enum UntilCommand: SessionCommand {
  /// Steps after which a condition that never comes true is given up.
  private static let usualLimit = 1_000_000

  static let specification = CommandSpecification(
    "until", group: .run, summary: "train until a condition holds",
    forms: [[Positional("condition", .expression)]],
    arguments: [
      ArgumentHelp("condition", "looked at after every step, and before the first", completes: .references)
    ],
    options: [
      CommandOption(
        "max", .value, default: String(usualLimit), "steps after which training stops all the same")
    ],
    details: [
      "Training stops at the very step after which the condition first holds, and the values of its parts are "
        + "shown. Where it holds already, no step is taken. After `max` steps without it, `stopped_by` is `count` "
        + "in JSON, and the command has not failed: `expect` makes that an error."
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 8 tanh; layer dense 1; until loss < 0.1 max=5000", shows: "stopped by until"),
      CommandExample(
        "data xor; layer dense 8 tanh name=h1; layer dense 1; until norm(h1[3].weight.grad) < 0.01 and step > 10",
        shows: "norm(h1[3].weight.grad)"),
    ],
    seeAlso: ["break", "watch", "reverse", "step"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let expression = try call.binder.expression("condition")
    let limit = try call.binder.integer("max", in: .atLeast(0), default: usualLimit)
    let model = try session.laboratory.model()
    return try TrainingReport(session, model: model)
      .train(steps: limit, until: StopCheck.Condition(expression: expression, source: call.source))
  }
}
