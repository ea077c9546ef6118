import Analysis
import Language

/// `copy NEURON to NEURON`
enum CopyCommand: SessionCommand {
  static let specification = CommandSpecification(
    "copy", group: .edit, summary: "make a neuron the twin of another",
    forms: [[Positional("from", .place), .keyword("to"), Positional("target", .place)]],
    arguments: [
      ArgumentHelp("from", "a neuron such as `h1[0]`", completes: .layers),
      ArgumentHelp("target", "the neuron of the same layer that becomes its twin", completes: .layers),
    ],
    details: [
      "Incoming weights, bias, outgoing weights, and what the optimizer remembers of them: the two are then equal "
        + "bit for bit, and no gradient parts them."
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; copy h1[0] to h1[1]; step 100; print distinct(h1)",
        shows: "3")
    ],
    seeAlso: ["symmetry", "perturb", "lesion", "set", "undo"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let model = try session.laboratory.model()
    let edit = EditCall(call, session)
    guard let from = call.binder.argument("from"), let target = call.binder.argument("target") else {
      _ = try call.binder.place("from")
      _ = try call.binder.place("target")
      return CommandResult()
    }
    let (layer, source) = try edit.neuron(from, model)
    let (other, neuron) = try edit.neuron(target, model)
    guard layer == other else {
      throw call.failure(
        "other-layer", "`\(from.raw)` and `\(target.raw)` are neurons of different layers", at: target,
        label: "another layer", help: "`copy \(from.raw) to \(layer)[\(neuron)]`")
    }
    try session.laboratory.write(try model.copying(source, to: neuron, in: layer))
    return CommandResult(["layer": .text(layer), "from": .integer(source), "to": .integer(neuron)])
  }
}
