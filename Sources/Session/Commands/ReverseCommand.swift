import Analysis
import Language
import Text

/// `reverse until EXPR`
enum ReverseCommand: SessionCommand {
  static let specification = CommandSpecification(
    "reverse", group: .run, summary: "go back to the last step at which a condition held",
    forms: [[.keyword("until"), Positional("condition", .expression)]],
    arguments: [
      ArgumentHelp("until", "go back until the condition holds"),
      ArgumentHelp("condition", "looked at in every state before that of now", completes: .references),
    ],
    details: [
      "The past is replayed piece by piece, the latest first. A change by hand counts as a state of its own: the "
        + "one before it is found too. Where the condition held in no earlier state, the command fails and nothing "
        + "has changed."
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 8 tanh; layer dense 1; step 500; reverse until loss > 0.15", shows: "loss ="),
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; init all constant(0.5); step 100; perturb h1 1e-3; "
          + "step 100; reverse until distinct(h1) == 1",
        shows: "step 100"),
    ],
    seeAlso: ["until", "back", "goto", "why"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let expression = try call.binder.expression("condition")
    _ = try session.laboratory.model()
    // What is wrong with it now is wrong with it; in a state without such a layer it does not hold.
    _ = try call.evaluator.condition(expression)
    let search = PastSearch(session: session) {
      (try? session.evaluator(in: call.source).condition(expression)) ?? false
    }
    guard let place = try search.last() else {
      let first = session.laboratory.past.legsBehind.first?.first ?? 0
      throw call.failure(
        "never-held",
        "`\(call.source.text(expression.range))` held in no state before, back to step \(first)",
        at: call.binder.argument("condition"), label: "never true", help: "`goto \(first)` goes to the first")
    }
    try session.travel(to: place)
    var result = try session.position()
    let finding = StopFinding(
      name: "reverse until", reason: "condition", number: nil, text: call.source.text(expression.range),
      before: nil, values: try session.evaluator(in: call.source).parts(of: expression))
    result.data["stopped_by"] = "condition"
    result.data["stops"] = .array([finding.data])
    result.document.blocks.insert(contentsOf: finding.blocks, at: min(1, result.document.blocks.count))
    return result
  }
}
