import Engine
import InitKit
import Language

/// `residual { layer … } [scale=]`
enum ResidualCommand: SessionCommand {
  static let specification = CommandSpecification(
    "residual", group: .build, summary: "add a branch of layers whose answer is added to what went into it",
    forms: [[Positional("layers", .block)]],
    arguments: [ArgumentHelp("layers", "the branch, layer by layer; blocks may stand in blocks")],
    options: [
      CommandOption("scale", .value, default: "1", "fixed factor on the branch"),
      CommandOption("name", .word, "what to call the sum; `residual1` and so on otherwise"),
    ],
    details: [
      "out = x + scale * branch(x) (He et al. 2016): what went in and what the branch gives need one shape. "
        + "A factor that is learnt is a `layer scale` at the branch's end; a shortcut with layers of its own is "
        + "written by `parallel { … } join=add`."
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 8 tanh; residual { layer dense 8 relu; layer dense 8 }; layer dense; net",
        shows: "residual1"),
      CommandExample("residual { layer dense 8 relu } scale=0.5 name=r1"),
    ],
    seeAlso: ["parallel", "layer", "net"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    try BlockCall(call, in: session).run(isParallel: false) { block, name in
      let description = session.laboratory.description
      return LayerDescription(
        name: name ?? description.nextName(kind: "residual"), kind: "residual",
        inputs: [block.entry] + block.ends, options: try call.engineOptions(without: ["name"]))
    }
  }
}
