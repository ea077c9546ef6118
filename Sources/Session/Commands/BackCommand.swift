import Language

/// `back [N]`
enum BackCommand: SessionCommand {
  static let specification = CommandSpecification(
    "back", group: .run, summary: "go one step back, or N",
    forms: [[Positional("n", .value, .optional)]],
    arguments: [ArgumentHelp("n", "how many steps (default 1)")],
    details: [
      "Training is deterministic: the state is replayed from the nearest checkpoint, and every bit of weights, "
        + "optimizer, network and settings is as it was at that step. What lies ahead stays known, and `goto` "
        + "goes there again, until another choice is made."
    ],
    examples: [
      CommandExample("data xor; layer dense 8 tanh; layer dense 1; step 100; back 10", shows: "step 90")
    ],
    seeAlso: ["goto", "reverse", "branch", "undo"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let count = try call.binder.integer("n", in: .atLeast(0), default: 1)
    _ = try session.laboratory.model()
    guard let place = session.laboratory.past.place(back: count) else {
      let step = session.laboratory.past.here.step
      throw call.failure(
        "before-start", "there are no \(count) steps behind: this is step \(step)",
        at: call.binder.argument("n"), label: "before the start", help: "`goto 0` goes to the start")
    }
    try session.travel(to: place)
    return try session.position()
  }
}
