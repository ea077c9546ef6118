import Analysis
import Engine
import InitKit
import Language
import Text

/// One layer's symmetry in full.
struct SymmetryPage {
  let session: Session
  let model: Model
  let layer: String
  let tolerance: Double
  let window: Int

  /// Classes, growth of the gap, splits.
  func result() throws -> CommandResult {
    let symmetry = try model.symmetry(of: layer)
    let classes = try model.neuronClasses(of: layer, tolerance: tolerance)
    let words = SymmetryWording(symmetry)
    var blocks: [Block] = [
      .text(
        "\(layer, .name), step \(model.step, .number): \(symmetry.neurons, .number) neurons, \(words.text, words.style)"
      ),
      .blank, .table(table(symmetry, classes)), .blank,
    ]
    var data: DataObject = [
      "layer": .text(layer), "neurons": .integer(symmetry.neurons), "distinct": .integer(symmetry.distinct),
      "groups": .array(symmetry.groups.map { .integers($0) }), "gap": DataValue(symmetry.gap),
    ]
    for sense in SymmetrySense.all {
      data[sense.key] = sense.groups(classes).map { .array($0.map { .integers($0) }) } ?? .null
    }
    let growth = try growth(symmetry)
    blocks += growth.blocks
    data["growth"] = growth.data
    let splits = try SymmetryHistory(session, layer: layer).splits()
    if !splits.isEmpty { blocks += [.blank, .table(table(splits))] }
    data["splits"] = .array(
      splits.map {
        [
          "step": .integer($0.step), "before": .array($0.before.map { .integers($0) }),
          "after": .array($0.after.map { .integers($0) }), "cause": .text($0.cause),
        ]
      })
    return CommandResult(data, document: Document(blocks))
  }

  private func table(_ symmetry: LayerSymmetry, _ classes: NeuronClasses) -> Table {
    var table = Table(columns: [
      .text("equal in", priority: 9), .number("classes", priority: 8), .text("equal ones", priority: 7),
    ])
    table.append([
      .text("all, bit for bit"), .integer(symmetry.distinct), .text(SymmetryWording.list(symmetry.groups)),
    ])
    for sense in SymmetrySense.all {
      guard let groups = sense.groups(classes) else { continue }
      table.append([.text(sense.words), .integer(groups.count), .text(SymmetryWording.list(groups))])
    }
    return table
  }

  /// The gap, how fast it grew, and how fast the curvature says it grows.
  private func growth(_ symmetry: LayerSymmetry) throws -> (blocks: [Block], data: DataValue) {
    guard let gap = symmetry.gap else { return ([.text("a single neuron has no gap")], .null) }
    guard gap > 0 else { return ([.text("the gap is 0, and stays so: equal gradients part nobody")], .null) }
    let fit = try GapFit(session, layer: layer, window: window)
    let predicted = try model.gapGrowth(of: layer)
    var lines: [StyledText] = ["gap \(gap, .number)"]
    if let fit {
      var line: StyledText =
        "  fitted over the last \(fit.steps, .number) steps: rate \(fit.rate, .number) per step"
      if let doubling = fit.doubling { line += ", doubling in \(doubling, .number) steps" }
      lines.append(line)
    }
    if let predicted {
      if let rate = fit?.predicted ?? predicted.perStep {
        var line: StyledText = "  predicted by the curvature: rate \(rate, .number) per step"
        if rate > 0 { line += ", doubling in \(PortableMath.log(2) / rate, .number) steps" }
        lines.append(line + "; lambda \(predicted.rate, .number)")
      } else {
        lines.append(
          "  predicted for plain gradient descent: lambda \(predicted.rate, .number); `\(model.blueprint.optimizer.optimizer.name)` has no such rate"
        )
      }
    }
    return (
      lines.map { .text($0) },
      [
        "rate": DataValue(fit?.rate), "doubling_steps": DataValue(fit?.doubling),
        "steps": fit.map { .integer($0.steps) } ?? .null,
        "predicted_rate": DataValue(fit?.predicted ?? predicted?.perStep),
        "lambda": DataValue(predicted?.rate),
      ]
    )
  }

  private func table(_ splits: [SymmetryHistory.Split]) -> Table {
    var table = Table(columns: [
      .number("step", priority: 9), .text("classes", priority: 8), .text("split by", priority: 7),
    ])
    for split in splits {
      table.append([
        .integer(split.step),
        .text(
          split.before.isEmpty ? "\(split.after.count)" : "\(split.before.count) -> \(split.after.count)"),
        .text(split.cause),
      ])
    }
    return table
  }
}

/// The number of different neurons of each layer against the step, by replay.
struct SymmetryPlot {
  private let session: Session
  private let range: PastSample.Range
  private let call: Call

  init(_ call: Call, _ session: Session) throws {
    (self.call, self.session) = (call, session)
    range = try PastSample.Range(call, points: 200)
  }

  /// One curve a layer with weights and more than one neuron.
  func result(_ model: Model) throws -> CommandResult {
    let layers = model.weightedLayers.filter { $0.units > 1 }.map(\.name)
    guard !layers.isEmpty else {
      throw call.failure("no-value", "no layer has several neurons", help: "`layer dense 4 tanh` adds one")
    }
    let moments = try PastSample.moments(range, call, session)
    var series = layers.map { LinePlot.Series($0, []) }
    var data = layers.map { _ in (steps: [Int](), counts: [Int]()) }
    let isDone = try session.laboratory.visit(moments, interrupt: session.host.interruptFlag) { moment in
      if session.shouldStop { throw Stop.interrupted }
      for (index, layer) in layers.enumerated() {
        guard let count = try? session.laboratory.model().distinct(in: layer) else { continue }
        series[index].points.append(.init(x: Double(moment.step), y: Double(count)))
        data[index].steps.append(moment.step)
        data[index].counts.append(count)
      }
    }
    guard isDone else { throw Stop.interrupted }
    let plot = LinePlot(series: series, scale: .linear, xLabel: "step", yLabel: "different neurons")
    return CommandResult(
      [
        "series": .array(
          zip(layers, data).map {
            ["name": .text($0), "step": .integers($1.steps), "value": .integers($1.counts)]
          })
      ], document: Document([.plot(plot)]))
  }
}
