import Analysis
import Language
import Text

/// `lesion NEURON`
enum LesionCommand: SessionCommand {
  static let specification = CommandSpecification(
    "lesion", group: .edit, summary: "silence a neuron: all that it reads and all that reads it becomes 0",
    forms: [[Positional("neuron", .place)]],
    arguments: [ArgumentHelp("neuron", "such as `h1[2]`", completes: .layers)],
    details: [
      "Where the activation is 0 at 0, as of relu and tanh, the neuron then stays dead for ever: every gradient of "
        + "it is exactly 0. Of others, such as sigmoid, it grows back from its outgoing weights.",
      "The loss before and after says what the neuron was worth.",
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; step 500; lesion h1[2]; step 100; print norm(h1[2].weight)",
        shows: "0")
    ],
    seeAlso: ["freeze", "copy", "set", "undo"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let model = try session.laboratory.model()
    guard let argument = call.binder.argument("neuron") else {
      _ = try call.binder.place("neuron")
      return CommandResult()
    }
    let (layer, neuron) = try EditCall(call, session).neuron(argument, model)
    let before = model.loss
    try session.laboratory.write(try model.lesioning(neuron, in: layer))
    return CommandResult(
      [
        "layer": .text(layer), "neuron": .integer(neuron), "loss_before": .number(before),
        "loss": .number(model.loss),
      ], "loss \(before, .number) -> \(model.loss, .number)")
  }
}
