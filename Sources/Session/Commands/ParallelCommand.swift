import Engine
import InitKit
import Language

/// `parallel { layer … branch { … } } [join=concatenate|add]`
enum ParallelCommand: SessionCommand {
  static let specification = CommandSpecification(
    "parallel", group: .build, summary: "add layers side by side that read the same, and join what they give",
    forms: [[Positional("layers", .block)]],
    arguments: [
      ArgumentHelp("layers", "each layer, and each `branch { … }` of layers, reads what went into the block")
    ],
    options: [
      CommandOption(
        "join", .word, default: "concatenate", "how what they give is joined: `concatenate` or `add`"),
      CommandOption("name", .word, "what to call the join; `concatenate1` and so on otherwise"),
    ],
    details: [
      "concatenate puts the units side by side, add sums them entry by entry. With add, a branch beside a single "
        + "layer is a residual block whose shortcut has weights."
    ],
    examples: [
      CommandExample(
        "data xor; parallel { layer dense 4 tanh; layer dense 4 relu }; layer dense; net",
        shows: "concatenate1"),
      CommandExample(
        "data xor; parallel { branch { layer dense 8 relu; layer dense 4 }; layer dense 4 } join=add; layer dense",
        shows: "add1"),
    ],
    seeAlso: ["branch", "residual", "layer", "net"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let joins = ["concatenate", "add"]
    let kind = try call.binder.optionalWord("join") ?? joins[0]
    guard joins.contains(kind) else {
      throw call.unknown(
        "join", kind, at: call.binder.argument("join"), among: joins, help: "`join=concatenate` or `join=add`"
      )
    }
    return try BlockCall(call, in: session).run(isParallel: true) { block, name in
      let description = session.laboratory.description
      return LayerDescription(
        name: name ?? description.nextName(kind: kind), kind: kind, inputs: block.ends)
    }
  }
}
