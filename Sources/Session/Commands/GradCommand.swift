import Language

/// `grad [WHERE]`
enum GradCommand: SessionCommand {
  static let specification = CommandSpecification(
    "grad", group: .look,
    summary: "show the gradient of every neuron of a layer, or of one neuron's every weight",
    forms: [[Positional("where", .place, .optional)]],
    arguments: [NeuronPlace.argument],
    details: [
      "The gradient is that of the mean loss over the current batch, the one that the next step will train on, "
        + "with respect to the present weights: what the next step will use. Looking changes nothing."
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; init all zeros; grad h1", shows: "[3]"),
      CommandExample("data xor; layer dense 4 tanh name=h1; layer dense 1; grad h1[2]", shows: "gradient"),
    ],
    seeAlso: ["weights", "activations", "neurons", "gradients"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let model = try session.laboratory.model()
    let places = try NeuronPlace.places("where", call, session, model)
    return try ParameterTables(subject: .gradients, model: model).result(places)
  }
}
