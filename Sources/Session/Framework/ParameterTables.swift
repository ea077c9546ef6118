import Analysis
import Engine
import Language
import Text

/// Which numbers of the weights a table is about.
enum ParameterSubject {
  case weights, gradients

  func summary(_ parameters: NeuronParameters) -> EntrySummary {
    self == .weights ? parameters.weight : parameters.gradient
  }

  func bias(_ parameters: NeuronParameters) -> Double? {
    self == .weights ? parameters.bias : parameters.biasGradient
  }
}

/// Tables of weights or gradients: one row a neuron, or one row an input of one neuron.
struct ParameterTables {
  let subject: ParameterSubject
  let model: Model
  /// Which neurons of a layer are shown.
  let filter: NeuronFilter
  let thresholds: Thresholds
  /// The sample that a neuron is shown for; nil for all.
  var sample: Int?

  /// The result for one place.
  func result(_ place: NeuronPlace) throws -> CommandResult {
    place.isSingle ? try single(place) : try layer(place)
  }

  /// The results for several layers in one.
  func result(_ places: [NeuronPlace]) throws -> CommandResult {
    let weighted = places.filter { place in
      places.count == 1 || model.weightedLayers.contains { $0.name == place.layer }
    }
    if let only = weighted.first, weighted.count == 1 { return try result(only) }
    var document = Document()
    var data: [DataValue] = []
    for place in weighted {
      let part = try result(place)
      if !document.blocks.isEmpty { document.append(.blank) }
      document.blocks += part.document.blocks
      data.append(.object(part.data))
    }
    return CommandResult(["layers": .array(data)], document: document)
  }

  private func layer(_ place: NeuronPlace) throws -> CommandResult {
    let parameters = try model.neuronParameters(in: place.layer)
    let twins = try model.nearestTwins(in: place.layer)
    var table = Table(
      title: title(place.layer),
      columns: [
        .text("neuron", priority: 9), .number("norm", priority: 8), .number("mean", priority: 5),
        .number("largest", priority: 6), .number("bias", priority: 7), .number("update/weight", priority: 4),
        .text("nearest twin", priority: 3), .number("distance", priority: 2),
      ])
    var rows: [DataValue] = []
    let all = place.neurons.map { neuron in
      let row = parameters[neuron]
      return NeuronFilter.Row(
        neuron: neuron, summary: subject.summary(row), gradient: row.gradient.norm, bias: subject.bias(row),
        update: row.relativeUpdate, twin: twins[neuron])
    }
    for row in filter.shown(all, try model.neuronStates(in: place.layer, thresholds: thresholds)) {
      let (neuron, entries, twin) = (row.neuron, row.summary, row.twin)
      table.append(
        [
          .text("[\(neuron)]", .name), .number(entries.norm), .number(entries.mean), .number(entries.largest),
          .number(row.bias), .number(row.update),
          twin.map { .text("[\($0.row)]", $0.distance == 0 ? .warning : .plain) } ?? .empty,
          .number(twin?.distance, twin?.distance == 0 ? .warning : .plain),
        ])
      rows.append([
        "neuron": .integer(neuron), "norm": .number(entries.norm), "mean": .number(entries.mean),
        "max": .number(entries.largest), "bias": DataValue(row.bias),
        "update_ratio": DataValue(row.update), "twin": twin.map { .integer($0.row) } ?? .null,
        "twin_distance": DataValue(twin?.distance),
      ])
    }
    if table.rows.isEmpty { table.footnotes.append("\("no neuron of \(place.layer) is so", .dim)") }
    return CommandResult(
      ["layer": .text(place.layer), "neurons": .array(rows)], document: Document([.table(table)]))
  }

  private func single(_ place: NeuronPlace) throws -> CommandResult {
    let neuron = place.neurons[0]
    let detail = try model.detail(of: neuron, in: place.layer)
    let names = model.inputNames(of: place.layer)
    var table = Table(
      title: title("\(place.layer)[\(neuron)]"),
      columns: [.text("input", priority: 9), .number("weight"), .number("gradient"), .number("last update")])
    var rows: [DataValue] = []
    let entries = detail.inputs.enumerated().map { (names[$0.offset], $0.element) }
    for (name, entry) in entries + (detail.bias.map { [("bias", $0)] } ?? []) {
      table.append([
        .text(name, .name), .number(entry.weight), .number(entry.gradient), .number(entry.update),
      ])
      rows.append([
        "input": .text(name), "weight": .number(entry.weight), "gradient": .number(entry.gradient),
        "update": .number(entry.update),
      ])
    }
    let data: DataObject = [
      "layer": .text(place.layer), "neuron": .integer(neuron), "inputs": .array(rows),
      "samples": SampleTable(detail).data,
    ]
    guard subject == .gradients, let chain = try model.chainRule(of: neuron, in: place.layer) else {
      return CommandResult(
        data, document: Document([.table(table), .blank, .table(SampleTable(detail).table)]))
    }
    let tables = ChainTables(chain, of: "\(place.layer)[\(neuron)]", inputNames: names)
    return explained(tables, detail, table, data)
  }

  /// The chain rule behind a neuron's gradients: over all samples, or of one.
  private func explained(
    _ tables: ChainTables, _ detail: NeuronDetail, _ table: Table, _ data: DataObject
  ) -> CommandResult {
    var data = data
    if let sample {
      let (blocks, facts) = tables.sample(sample, detail)
      for member in facts.members { data[member.name] = member.value }
      return CommandResult(data, document: Document([.text(tables.formula), .blank] + blocks))
    }
    data["samples"] = tables.data
    return CommandResult(
      data,
      document: Document([
        .table(table), .blank, .text(tables.formula), .blank, .table(tables.samples), .blank,
        .table(tables.products(detail)),
      ]))
  }

  private func title(_ name: String) -> StyledText {
    subject == .weights
      ? "weights into \(name, .name), step \(model.step, .number)"
      : "gradient of the mean loss over the batch by the weights into \(name, .name), step \(model.step, .number)"
  }
}

/// What a neuron does for each sample of the batch.
struct SampleTable {
  /// Longer batches are cut, with a line that says so.
  private static let limit = 40
  let table: Table
  let data: DataValue

  init(_ detail: NeuronDetail) {
    var table = Table(columns: [
      .text("sample", priority: 9), .number("pre"), .number("out"), .number("delta"),
    ])
    for row in detail.samples.prefix(Self.limit) {
      table.append([.text("[\(row.sample)]", .dim), .number(row.pre), .number(row.out), .number(row.delta)])
    }
    let more = detail.samples.count - Self.limit
    if more > 0 { table.footnotes.append("\("… \(more) more samples", .dim)") }
    self.table = table
    data = .array(
      detail.samples.map {
        [
          "sample": .integer($0.sample), "pre": .number($0.pre), "out": .number($0.out),
          "delta": .number($0.delta),
        ]
      })
  }
}
