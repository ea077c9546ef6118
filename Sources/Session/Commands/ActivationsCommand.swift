import Analysis
import Engine
import Language
import Text

/// `activations [WHERE]`
enum ActivationsCommand: SessionCommand {
  static let specification = CommandSpecification(
    "activations", group: .look, summary: "show what a layer's neurons give on the current batch",
    forms: [[Positional("where", .place, .optional)]],
    arguments: [NeuronPlace.argument("where")],
    details: [
      "Of a layer: mean, std and range over the batch, one row a neuron; of a neuron: one row a sample."
    ],
    examples: [
      CommandExample("data xor; layer dense 4 tanh name=h1; layer dense 1; activations h1", shows: "[3]"),
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; activations h1[0]", shows: "delta"),
    ],
    seeAlso: ["neurons", "weights", "grad"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let model = try session.laboratory.model()
    let places = try NeuronPlace.places("where", call, session, model)
    if let only = places.first, places.count == 1 {
      return only.isSingle ? try single(only, model) : try layer(only, model, session.thresholds)
    }
    var document = Document()
    var data: [DataValue] = []
    for place in places {
      let part = try layer(place, model, session.thresholds)
      if !document.blocks.isEmpty { document.append(.blank) }
      document.blocks += part.document.blocks
      data.append(.object(part.data))
    }
    return CommandResult(["layers": .array(data)], document: document)
  }

  private static func layer(
    _ place: NeuronPlace, _ model: Model, _ thresholds: Thresholds
  ) throws -> CommandResult {
    let all = try model.neurons(in: place.layer, thresholds: thresholds)
    var table = Table(
      title:
        "activations of \(place.layer, .name) over the batch of \(model.batchRows, .number), step \(model.step, .number)",
      columns: [
        .text("neuron", priority: 9), .number("mean", priority: 8), .number("std", priority: 7),
        .number("smallest", priority: 6), .number("largest", priority: 5), .text("state", priority: 4),
      ])
    var rows: [DataValue] = []
    for neuron in place.neurons {
      let row = all[neuron]
      let activation = row.activation
      table.append([
        .text("[\(neuron)]", .name), .number(activation.mean), .number(activation.deviation),
        .number(activation.smallest), .number(activation.largest), row.stateCell,
      ])
      rows.append([
        "neuron": .integer(neuron), "mean": .number(activation.mean), "std": .number(activation.deviation),
        "min": .number(activation.smallest), "max": .number(activation.largest), "dead": .boolean(row.isDead),
        "saturated": .boolean(row.isSaturated),
      ])
    }
    return CommandResult(
      ["layer": .text(place.layer), "neurons": .array(rows)], document: Document([.table(table)]))
  }

  private static func single(_ place: NeuronPlace, _ model: Model) throws -> CommandResult {
    let neuron = place.neurons[0]
    let samples = SampleTable(try model.detail(of: neuron, in: place.layer))
    var table = samples.table
    table.title = "activations of \("\(place.layer)[\(neuron)]", .name), step \(model.step, .number)"
    return CommandResult(
      ["layer": .text(place.layer), "neuron": .integer(neuron), "samples": samples.data],
      document: Document([.table(table)]))
  }
}

extension NeuronRow {
  /// Dead, saturated, or nothing to say.
  var stateCell: Cell {
    isDead ? .text("dead", .bad) : isSaturated ? .text("saturated", .warning) : .empty
  }
}
