import Language

/// `branch { layer … }`, inside `parallel { … }`
enum BranchCommand: SessionCommand {
  static let specification = CommandSpecification(
    "branch", group: .build, summary: "inside `parallel { … }`: several layers, one after the other",
    forms: [[Positional("layers", .block)]],
    arguments: [ArgumentHelp("layers", "the first reads what went into the parallel block")],
    examples: [
      CommandExample(
        "data xor; parallel { branch { layer dense 8 tanh; layer dense 4 tanh }; layer dense 2 relu }; net",
        shows: "concatenate1")
    ],
    seeAlso: ["parallel", "residual"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    guard session.blocks.last?.isParallel == true else {
      throw call.failure(
        "stray-branch", "`branch` stands in no `parallel` block", label: "nothing to branch from",
        help: "`parallel { branch { layer dense 8; layer dense 4 }; layer dense 4 }`")
    }
    let block = try BlockCall(call, in: session).written(isParallel: false)
    for end in block.ends { session.blocks[session.blocks.count - 1].append(end) }
    return CommandResult()
  }
}
