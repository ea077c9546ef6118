import Analysis
import Language

/// `goto STEP`, `goto NAME`
enum GotoCommand: SessionCommand {
  static let specification = CommandSpecification(
    "goto", group: .run, summary: "go to a step, or to a state that has a name",
    forms: [[Positional("where", .argument)]],
    arguments: [
      ArgumentHelp("where", "a step that was reached, or a name that `mark` gave", completes: .marks)
    ],
    details: [
      "Back or forward; every bit of weights, optimizer, network and settings is then as it was at that step. "
        + "Where something was changed at a step, it is the state after the last change.",
      "Steps count from the last drawing of the whole network; what was before it, `undo` brings back.",
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 8 tanh; layer dense 1; step 100; goto 10; goto 100", shows: "step 100"),
      CommandExample(
        "data xor; layer dense 8 tanh; layer dense 1; step 20; mark good; step 100; goto good",
        shows: "step 20"),
    ],
    seeAlso: ["back", "mark", "reverse", "branch", "undo"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    guard let argument = call.binder.argument("where") else {
      _ = try call.binder.value("where")
      return CommandResult()
    }
    try session.travel(to: try place(argument, call, session))
    return try session.position()
  }

  /// The state that an argument names: a mark, or a step of the line of now.
  ///
  /// - Throws: `unknown-mark`, `not-reached`.
  static func place(_ argument: Argument, _ call: Call, _ session: Session) throws -> Moment {
    let marks = session.laboratory.past.bearings.marks
    if let mark = marks[argument.raw] { return mark }
    // A word that is no number, and no variable, was meant as a name.
    if case .value(let expression) = argument.kind, case .name(let name) = expression.kind,
      session.scope[name] == nil, !session.names.contains(name), Evaluator.constants[name] == nil
    {
      throw call.unknown(
        "mark", name, at: argument, among: marks.keys.sorted(), help: "`mark` lists all")
    }
    let step = try call.binder.integer(of: argument, in: .atLeast(0))
    _ = try session.laboratory.model()
    return try session.place(ofStep: step, call, at: argument)
  }
}
