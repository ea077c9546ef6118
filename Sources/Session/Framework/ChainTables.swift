import Analysis
import Engine
import Text

/// The chain rule of one neuron as tables, with this network's numbers in it.
struct ChainTables {
  private let chain: ChainRule
  private let name: String
  private let inputNames: [String]

  init(_ chain: ChainRule, of name: String, inputNames: [String]) {
    self.chain = chain
    self.name = name
    self.inputNames = inputNames
  }

  /// Columns of products that fit beside a weight.
  private static let shownProducts = 4
  /// Longer lists are cut, with a line that says so.
  private static let limit = 40

  /// What the factors are, in words.
  var formula: StyledText {
    let above: StyledText =
      switch chain.reader {
      case .loss(let loss): "the derivative of the loss \(loss, .name)"
      case .layer(let layer, _): "the sum over \(layer, .name) of weight × delta"
      case .other: "what comes from above"
      }
    return "gradient = sum over samples of delta × input;  delta = slope × \(above)"
  }

  /// For each sample slope, what comes from above, delta.
  var samples: Table {
    var table = Table(columns: [
      .text("sample", priority: 9), .number("pre"), .number("slope"), .number("from above"), .number("delta"),
    ])
    for row in chain.samples.prefix(Self.limit) {
      table.append([
        .text("[\(row.sample)]", .dim), .number(row.pre), .number(row.slope), .number(fromAbove(row)),
        .number(row.delta),
      ])
    }
    let more = chain.samples.count - Self.limit
    if more > 0 {
      table.footnotes.append("\("… \(more) more samples; `sample=\(Self.limit)` shows one", .dim)")
    }
    return table
  }

  /// Of the loss the delta says it itself.
  private func fromAbove(_ row: ChainSample) -> Double? {
    if let sum = row.fromAbove { return sum }
    return row.slope == 0 ? nil : row.delta / row.slope
  }

  /// For each weight its products with the deltas, and their sum.
  func products(_ detail: NeuronDetail) -> Table {
    let shown = min(chain.samples.count, Self.shownProducts)
    var table = Table(
      title: "delta × input, sample by sample",
      columns: [.text("input", priority: 9), .number("sum", priority: 8)]
        + (0..<shown).map { .number("[\($0)]", priority: 4 - $0) })
    for (index, entry) in detail.inputs.enumerated().prefix(Self.limit) {
      let terms = chain.terms(ofInput: index)
      table.append(
        [.text(inputNames[index], .name), .number(entry.gradient)] + terms.prefix(shown).map { .number($0) })
    }
    if let bias = detail.bias {
      table.append(
        [.text("bias", .name), .number(bias.gradient)]
          + chain.samples.prefix(shown).map { .number($0.delta) })
    }
    let more = chain.samples.count - shown
    if more > 0 { table.footnotes.append("\("… and \(more) more samples", .dim)") }
    return table
  }

  /// One sample in full: from the neurons above to the weights.
  func sample(_ place: Int, _ detail: NeuronDetail) -> (blocks: [Block], data: DataObject) {
    let row = chain.samples[place]
    var blocks: [Block] = []
    var data: DataObject = [
      "sample": .integer(place), "pre": .number(row.pre), "slope": .number(row.slope),
      "delta": .number(row.delta), "from_above": DataValue(fromAbove(row)),
    ]
    if case .layer(let layer, let weights) = chain.reader {
      var table = Table(
        title: "from above, sample \(place, .number)",
        columns: [
          .text("neuron above", priority: 9), .number("weight"), .number("delta"), .number("weight × delta"),
        ])
      for (index, weight) in weights.enumerated().prefix(Self.limit) {
        table.append([
          .text("\(layer)[\(index)]", .name), .number(weight), .number(row.above[index]),
          .number(weight * row.above[index]),
        ])
      }
      if weights.count > Self.limit {
        table.footnotes.append("\("… \(weights.count - Self.limit) more neurons", .dim)")
      }
      table.append([.text("sum"), .empty, .empty, .number(row.fromAbove)])
      blocks += [.table(table), .blank]
      data["above"] = .array(
        weights.enumerated().map { index, weight in
          [
            "neuron": .text("\(layer)[\(index)]"), "weight": .number(weight),
            "delta": .number(row.above[index]), "product": .number(weight * row.above[index]),
          ]
        })
    }
    blocks.append(
      .text(
        "delta of \(name, .name) = slope at \(row.pre, .number) × from above = \(row.slope, .number) × \(fromAbove(row) ?? 0, .number) = \(row.delta, .number)"
      ))
    var table = Table(columns: [
      .text("input", priority: 9), .number("value"), .number("delta × value"), .number("whole gradient"),
    ])
    for (index, entry) in detail.inputs.enumerated().prefix(Self.limit) {
      let value = chain.inputs[place][index]
      table.append([
        .text(inputNames[index], .name), .number(value), .number(row.delta * value), .number(entry.gradient),
      ])
    }
    if let bias = detail.bias {
      table.append([.text("bias", .name), .number(1), .number(row.delta), .number(bias.gradient)])
    }
    blocks += [.blank, .table(table)]
    data["inputs"] = .array(
      detail.inputs.enumerated().map { index, entry in
        [
          "input": .text(inputNames[index]), "value": .number(chain.inputs[place][index]),
          "product": .number(row.delta * chain.inputs[place][index]), "gradient": .number(entry.gradient),
        ]
      })
    return (blocks, data)
  }

  /// The factors of all samples, for programs.
  var data: DataValue {
    .array(
      chain.samples.map { row in
        [
          "sample": .integer(row.sample), "pre": .number(row.pre), "slope": .number(row.slope),
          "from_above": DataValue(fromAbove(row)), "delta": .number(row.delta),
        ]
      })
  }
}
