import Engine
import Language
import Text

/// `plot EXPR, …`
enum PlotCommand: SessionCommand {
  static let specification = CommandSpecification(
    "plot", group: .look, summary: "draw values against the step, over the whole past",
    forms: [[Positional("expression", .expressions, .optional)]],
    arguments: [
      ArgumentHelp(
        "expression", "what to draw, `loss` without it; several with commas between", completes: .references)
    ],
    options: [
      CommandOption("scale", .word, default: "linear", "of the upright axis: `linear` or `log`")
    ] + PastSample.Range.options,
    details: [
      "What nobody recorded is replayed: training is deterministic, so every value of the past can be had "
        + "again. An expression of several numbers has a curve for each.",
      "`loss` alone is the recorded loss of each step's batch, before its update; `accuracy` alone that over all "
        + "training samples at the end of each epoch, after `set record accuracy`.",
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 8 tanh; layer dense 1; step 500; plot loss", shows: "step"),
      CommandExample(
        "data xor; layer dense 8 tanh name=h1; layer dense 1; step 500; plot gap(h1), norm(h1.weight.grad) from=100",
        shows: "gap(h1)"),
    ], seeAlso: ["print", "step", "hist", "heatmap", "export"])

  /// Curves that can be told apart.
  private static let mostCurves = 12

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let scale = try call.binder.choice("scale", from: ["linear", "log"], default: "linear")
    let range = try PastSample.Range(call, points: 200)
    let expressions = call.binder.expressions("expression")
    let model = try session.laboratory.model()
    var series: [LinePlot.Series] = []
    var data: [DataValue] = []
    for (name, points) in try curves(expressions, range, model, call, session) {
      series.append(.init(name, points.map { .init(x: Double($0.step), y: $0.value) }))
      data.append([
        "name": .text(name), "step": .integers(points.map(\.step)), "value": .numbers(points.map(\.value)),
      ])
    }
    let plot = LinePlot(
      series: series, scale: scale == "log" ? .logarithmic : .linear, xLabel: "step", yLabel: "")
    return CommandResult(["series": .array(data)], document: Document([.plot(plot)]))
  }

  /// The values of one expression, or of one entry of it, by step.
  private typealias Curve = (name: String, points: [(step: Int, value: Double)])

  /// The curves in the order of the expressions; what was recorded is not replayed.
  private static func curves(
    _ expressions: [Expression], _ range: PastSample.Range, _ model: Model, _ call: Call, _ session: Session
  ) throws -> [Curve] {
    let names = expressions.map { call.source.text($0.range) }
    let isRecorded = names.map { range.isWhole && recorded($0, model) != nil }
    let replayed = zip(expressions, isRecorded).filter { !$0.1 }.map(\.0)
    let sample = replayed.isEmpty ? nil : try PastSample(replayed, range, call, session)
    var next = 0
    var curves: [Curve] = []
    for (place, name) in (names.isEmpty ? ["loss"] : names).enumerated() {
      if names.isEmpty || isRecorded[place] {
        curves.append((name, recorded(name, model) ?? []))
      } else if let sample {
        curves += try sample.curves(of: next, named: name, limit: mostCurves, call)
        next += 1
      }
    }
    for curve in curves where curve.points.isEmpty {
      throw call.failure(
        "nothing-recorded", "nothing is known of `\(curve.name)` yet", at: call.binder.argument("expression"),
        help: "`step 100`")
    }
    return curves
  }

  /// What was recorded under a name, by the step; nil where nothing was.
  private static func recorded(_ name: String, _ model: Model) -> [(step: Int, value: Double)]? {
    let points: [(step: Int, value: Double)]
    switch name {
    case "loss": points = model.lossHistory.points.map { ($0.index, $0.value) }
    case "accuracy":
      points = model.accuracyHistory.points.map { (($0.index + 1) * model.stepsPerEpoch, $0.value) }
    default: return nil
    }
    return points.isEmpty ? nil : points
  }
}
