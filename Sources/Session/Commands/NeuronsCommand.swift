import Analysis
import Engine
import Language
import Text

/// `neurons [WHERE]`
enum NeuronsCommand: SessionCommand {
  static let specification = CommandSpecification(
    "neurons", group: .look, summary: "show everything about each neuron of a layer on one row",
    forms: [[Positional("where", .place, .optional)]],
    arguments: [NeuronPlace.argument("where")],
    details: [
      "Dead: the activation's slope is exactly 0 on every sample of the batch, so that nothing can move the "
        + "neuron. Saturated: within 1.5 % of the activation's range from a limit on at least 95 % of the samples. "
        + "Twin: the nearest other neuron over incoming weights, bias and outgoing weights; `=` means equal bit "
        + "for bit. The settings `dead_share`, `saturation_margin` and `saturated_share` move the thresholds."
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; init all constant(0.5); neurons h1", shows: "=["
      )
    ],
    seeAlso: ["symmetry", "weights", "grad", "activations"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let model = try session.laboratory.model()
    var document = Document()
    var data: [DataValue] = []
    for place in try NeuronPlace.places("where", call, session, model) {
      if !document.blocks.isEmpty { document.append(.blank) }
      let part = try layer(place, model, session.thresholds)
      document.append(.table(part.table))
      data.append(part.data)
    }
    if data.count == 1, case .object(let only)? = data.first {
      return CommandResult(only, document: document)
    }
    return CommandResult(["layers": .array(data)], document: document)
  }

  private static func layer(
    _ place: NeuronPlace, _ model: Model, _ thresholds: Thresholds
  ) throws -> (table: Table, data: DataValue) {
    let all = try model.neurons(in: place.layer, thresholds: thresholds)
    var table = Table(
      title: "neurons of \(place.layer, .name), step \(model.step, .number)",
      columns: [
        .text("neuron", priority: 9), .number("weight norm", priority: 8), .number("bias", priority: 5),
        .number("grad norm", priority: 7), .number("update/weight", priority: 3),
        .number("mean out", priority: 4), .number("std out", priority: 2), .text("state", priority: 6),
        .text("twin", priority: 6),
      ])
    var rows: [DataValue] = []
    for neuron in place.neurons {
      let row = all[neuron]
      let parameters = row.parameters
      table.append([
        .text("[\(neuron)]", .name), .number(parameters?.weight.norm), .number(parameters?.bias),
        .number(parameters?.gradient.norm), .number(parameters?.relativeUpdate),
        .number(row.activation.mean), .number(row.activation.deviation), row.stateCell, twin(row),
      ])
      rows.append([
        "neuron": .integer(neuron), "weight_norm": DataValue(parameters?.weight.norm),
        "bias": DataValue(parameters?.bias), "grad_norm": DataValue(parameters?.gradient.norm),
        "update_ratio": DataValue(parameters?.relativeUpdate), "mean": .number(row.activation.mean),
        "std": .number(row.activation.deviation), "dead": .boolean(row.isDead),
        "saturated": .boolean(row.isSaturated), "twin": row.twin.map { .integer($0.row) } ?? .null,
        "twin_distance": DataValue(row.twin?.distance),
      ])
    }
    return (table, ["layer": .text(place.layer), "neurons": .array(rows)])
  }

  private static func twin(_ row: NeuronRow) -> Cell {
    guard let twin = row.twin else { return .empty }
    return twin.distance == 0 ? .text("=[\(twin.row)]", .warning) : .text("[\(twin.row)]", .dim)
  }
}
