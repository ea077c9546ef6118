import Engine
import Language

/// `freeze WHERE`
enum FreezeCommand: SessionCommand {
  static let specification = CommandSpecification(
    "freeze", group: .edit, summary: "keep weights as they are while training goes on",
    forms: [[Positional("where", .place)]],
    arguments: [argument],
    details: [
      "A layer, a parameter such as `h1.weight`, neurons such as `h1[3]` or `h1[0:4]` with their incoming weights "
        + "and biases, single weights such as `h1.weight[3, 0]`, or all that a pattern is of. No step changes a bit "
        + "of it, whatever the optimizer remembers. Gradients are computed all the same, and `grad` shows them, but "
        + "they do not count for `clip_norm=`. Commands such as `set`, `init` and `copy` still change it.",
      "Of a whole layer it is `lr_scale=0`; `unfreeze` gives back the factor there was. `net` shows what is "
        + "frozen.",
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; let before = h1.weight; freeze h1; step 100; "
          + "expect h1.weight == before"),
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; freeze h1.bias; freeze h1[2]; net",
        shows: "bias, [2]"),
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; set h1.weight[:, 0] = 0; freeze h1.weight[:, 0]; "
          + "step 10; expect norm(h1.weight[:, 0]) == 0"),
      CommandExample("data xor; layer dense 4 tanh; layer dense 1; freeze \"dense*.bias\""),
    ],
    seeAlso: ["unfreeze", "lesion", "layer", "net"])

  /// What is frozen, or no longer.
  static let argument = ArgumentHelp(
    "where", "a layer, a parameter, neurons, single weights, a pattern in quotes, or `all`",
    completes: .places)

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let places = try FrozenPlace.named(call, session)
    try session.laboratory.freeze(places)
    return CommandResult(["frozen": .array(places.map { .text($0.text) })])
  }
}
