import Analysis
import Language
import Text

/// `branch [NAME]`; `branch { layer … }` inside `parallel { … }`
enum BranchCommand: SessionCommand {
  static let specification = CommandSpecification(
    "branch", group: .run,
    summary: "train on from here with another choice, and return; inside `parallel { … }`: layers in a row",
    forms: [[Positional("layers", .block)], [Positional("name", .word, .optional)]],
    arguments: [
      ArgumentHelp(
        "name",
        "a new name: a branch begins here; a known one: go to where it was left; alone, list the branches",
        completes: .branches),
      ArgumentHelp("layers", "of a `parallel` block: the first reads what went into that block"),
    ],
    details: [
      "A branch is a line of training. A new one begins in the state of now, and the one left keeps all its "
        + "steps, also those ahead. Go back first, to branch off an earlier state. A session starts on `main`.",
      "With a block it is something else: several layers, one after the other, beside the others of a "
        + "`parallel { … }`.",
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 8 tanh; layer dense 1; step 100; goto 50; branch fast; optimizer sgd lr=0.3; "
          + "step 50; branch main; goto 100",
        shows: "step 100"),
      CommandExample(
        "data xor; layer dense 8 tanh; layer dense 1; step 5; branch other; branch", shows: "main"),
      CommandExample(
        "data xor; parallel { branch { layer dense 8 tanh; layer dense 4 tanh }; layer dense 2 relu }; net",
        shows: "concatenate1"),
    ],
    seeAlso: ["goto", "mark", "back", "undo", "parallel"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    if call.binder.isGiven("layers") { return try add(call, session) }
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

  /// Adds layers beside the others of a `parallel` block.
  private static func add(_ call: Call, _ session: Session) throws -> CommandResult {
    guard session.blocks.last?.isParallel == true else {
      throw call.failure(
        "stray-branch", "`branch` stands in no `parallel` block", label: "nothing to branch from",
        help: "`parallel { branch { layer dense 8; layer dense 4 }; layer dense 4 }`")
    }
    let block = try BlockCall(call, in: session).written(isParallel: false)
    for end in block.ends { session.blocks[session.blocks.count - 1].append(end) }
    return CommandResult()
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
