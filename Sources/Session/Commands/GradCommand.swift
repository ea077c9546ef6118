import Language

/// `grad [NEURONS]`
enum GradCommand: SessionCommand {
  static let specification = CommandSpecification(
    "grad", group: .look,
    summary: "show the gradient of every neuron of a layer, or of one neuron's every weight",
    forms: [[Positional("neurons", .place, .optional)]],
    arguments: [NeuronPlace.argument("neurons")],
    options: NeuronFilter.options + [
      CommandOption("sample", .value, "of one neuron: the chain rule for this sample of the batch alone")
    ],
    details: [
      "The gradient is that of the mean loss over the current batch, the one that the next step will train on, "
        + "with respect to the present weights: what the next step will use. Looking changes nothing.",
      "One neuron of a dense layer is shown as the chain rule has it: a weight's gradient is the sum over the samples "
        + "of delta times what the weight reads; delta is the activation's slope times the sum over the neurons "
        + "above of weight times delta. `sample=N` writes one sample out.",
      "`sort=norm top=10` shows the ten largest gradients of a layer, `where=dead` the neurons that are dead.",
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; init all zeros; grad h1", shows: "[3]"),
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; grad h1[2]", shows: "delta × input"),
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; grad h1[2] sample=3", shows: "slope at"),
      CommandExample(
        "data moons; layer dense 100 relu name=h1; layer dense; grad h1 sort=norm top=3",
        shows: "nearest twin"),
    ],
    seeAlso: ["weights", "activations", "neurons", "gradients"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let model = try session.laboratory.model()
    let places = try NeuronPlace.places("neurons", call, session, model)
    let sample = try call.binder.optionalInteger("sample", in: .atLeast(0))
    if let sample, sample >= model.batchRows {
      throw call.failure(
        "no-sample", "there is no sample \(sample): the batch has \(model.batchRows)",
        at: call.binder.argument("sample"), help: "samples count from 0 to \(model.batchRows - 1)")
    }
    if sample != nil, !places.allSatisfy(\.isSingle) {
      throw call.failure(
        "bad-place", "`sample=` shows one neuron", at: call.binder.argument("sample"),
        label: "of which neuron?",
        help: "such as `grad \(model.layers[0].name)[0] sample=0`")
    }
    return try ParameterTables(
      subject: .gradients, model: model, filter: try NeuronFilter(call), thresholds: session.thresholds,
      sample: sample
    ).result(places)
  }
}
