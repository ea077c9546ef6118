import Language
import Text

/// `undo [N]`
enum UndoCommand: SessionCommand {
  static let specification = CommandSpecification(
    "undo", group: .run, summary: "take back the last command that changed something, or the last N",
    forms: [[Positional("n", .value, .optional)]],
    arguments: [ArgumentHelp("n", "how many commands (default 1)")],
    details: [
      "It takes back whatever changed data, network, weights, training, breakpoints, marks, branches or the table of "
        + "initializers: `layer`, `init`, `step`, `set h1.bias[0] = 1`, `goto`, and the rest, bit for bit.",
      "Variables that `let` has set stay, so that one state can be compared with another: `let w = h1.weight; step 10; "
        + "undo; print norm(h1.weight - w)`. Those that `load` brought go with it.",
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 8 tanh; layer dense 1; step 100; init all zeros; undo", shows: "took back"),
      CommandExample(
        "data xor; layer dense 8 tanh; layer dense 1; step 100; step 50; undo 2; print step", shows: "0"),
      CommandExample(
        "data xor; layer dense 8 tanh name=h1; layer dense 1; step 10; let w = h1.weight; step 5; undo; "
          + "print norm(h1.weight - w)", shows: "0"),
    ],
    seeAlso: ["back", "goto", "branch"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let count = try call.binder.integer("n", in: .atLeast(1), default: 1)
    guard count <= session.undoable.count else {
      throw call.failure(
        "nothing-to-undo",
        session.undoable.isEmpty
          ? "nothing was changed yet" : "only \(session.undoable.count) commands can be taken back",
        at: call.binder.argument("n"), help: "`net` shows the network of now")
    }
    let entry = session.undoable[session.undoable.count - count]
    let commands = session.undoable.suffix(count).map(\.command)
    try session.travel(to: entry.bearings.here)
    session.laboratory.past.move(to: entry.bearings)
    (session.stops, session.thresholds) = (entry.stops, entry.thresholds)
    if entry.tableRevision != session.laboratory.tableRevision {
      (session.laboratory.initializers, session.plugins) = (entry.initializers, entry.plugins)
    }
    session.undoVariables(of: session.undoable.suffix(count))
    session.undoable.removeLast(count)
    var result = try session.position()
    result.data["undone"] = .array(commands.reversed().map { .text($0) })
    let lines = commands.reversed().prefix(8).map { Text.Block.text("took back \($0, .code)") }
    let more = commands.count - lines.count
    result.document.blocks =
      lines + (more > 0 ? [.text("\("… and \(more) more", .dim)")] : []) + result.document.blocks
    return result
  }
}
