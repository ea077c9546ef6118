import Analysis
import Language
import Text

/// `branch [NAME]`
enum BranchCommand: SessionCommand {
  static let specification = CommandSpecification(
    "branch", group: .run, summary: "train on from here with another choice, and return; alone, list the branches",
    forms: [[Positional("name", .word, .optional)]],
    arguments: [
      ArgumentHelp(
        "name", "a new name: a branch begins here; a known one: go to where that branch was left",
        completes: .branches)
    ],
    details: [
      "A branch is a line of training. A new one begins in the state of now, and the one left keeps all its "
        + "steps, also those ahead. Go back first, to branch off an earlier state. A session starts on `main`."
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 8 tanh; layer dense 1; step 100; goto 50; branch fast; optimizer sgd lr=1; step 50; "
          + "branch main; goto 100",
        shows: "step 100"),
      CommandExample("data xor; layer dense 8 tanh; layer dense 1; step 5; branch other; branch", shows: "main"),
    ],
    seeAlso: ["goto", "mark", "back", "undo"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    guard let argument = call.binder.argument("name") else { return list(session) }
    let name = try call.placeName(of: argument)
    let bearings = session.laboratory.past.bearings
    if let other = bearings.branches[name] {
      try session.travel(to: other.here)
      // On the way the line of now may have been left already: it is left from where one stood.
      session.laboratory.past.move(to: bearings)
      session.laboratory.past.take(name)
    } else if name != bearings.branch {
      session.laboratory.past.branch(name)
    }
    return try session.position()
  }

  private static func list(_ session: Session) -> CommandResult {
    let bearings = session.laboratory.past.bearings
    var rows = bearings.branches.map { (name: $0.key, here: $0.value.here.step, last: $0.value.tip.step) }
    rows.append((bearings.branch, bearings.here.step, bearings.tip.step))
    rows.sort { $0.name < $1.name }
    var table = Table(columns: [
      .text("branch", priority: 9), .number("step", priority: 8), .number("last step", priority: 7),
    ])
    for row in rows {
      table.append(
        [.text(row.name, .name), .integer(row.here), .integer(row.last)],
        mark: row.name == bearings.branch ? "*" : "")
    }
    return CommandResult(
      [
        "branch": .text(bearings.branch),
        "branches": .array(
          rows.map { ["name": .text($0.name), "step": .integer($0.here), "last_step": .integer($0.last)] }),
      ], document: Document([.table(table)]))
  }
}
