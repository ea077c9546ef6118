import Language

/// `unfreeze WHERE`
enum UnfreezeCommand: SessionCommand {
  static let specification = CommandSpecification(
    "unfreeze", group: .edit, summary: "let a frozen layer learn again",
    forms: [[Positional("where", .place)]],
    arguments: [ArgumentHelp("where", "a layer, or `all`", completes: .places)],
    examples: [
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; let before = h1.weight; freeze h1; step 10; "
          + "unfreeze h1; step 10; expect norm(h1.weight - before) > 0")
    ],
    seeAlso: ["freeze"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let layers = try FrozenLayers.named(call, session)
    try session.laboratory.unfreeze(layers)
    return CommandResult(["unfrozen": .array(layers.map { .text($0) })])
  }
}
