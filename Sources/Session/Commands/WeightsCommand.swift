import Language

/// `weights [NEURONS]`
enum WeightsCommand: SessionCommand {
  static let specification = CommandSpecification(
    "weights", group: .look,
    summary: "show a layer's weights neuron by neuron, or one neuron's input by input",
    forms: [[Positional("neurons", .place, .optional)]],
    arguments: [NeuronPlace.argument("neurons")],
    options: NeuronFilter.options,
    details: [
      "Of a layer: norm, mean, largest entry and bias of each neuron's incoming weights, the last update's norm "
        + "over the weights' norm, and the neuron nearest to it over incoming weights, bias and outgoing weights; "
        + "distance 0 means: the same neuron."
    ],
    examples: [
      CommandExample("data xor; layer dense 4 tanh name=h1; layer dense 1; weights h1", shows: "[3]"),
      CommandExample("data xor; layer dense 4 tanh name=h1; layer dense 1; weights h1[2]", shows: "bias"),
    ],
    seeAlso: ["grad", "activations", "neurons", "print"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let model = try session.laboratory.model()
    let places = try NeuronPlace.places("neurons", call, session, model)
    return try ParameterTables(
      subject: .weights, model: model, filter: try NeuronFilter(call), thresholds: session.thresholds
    ).result(places)
  }
}
