import Engine
import Language
import Text

/// `plot EXPR, …`
enum PlotCommand: SessionCommand {
  static let specification = CommandSpecification(
    "plot", group: .look, summary: "draw what training recorded against the step",
    forms: [[Positional("expression", .expressions, .optional)]],
    arguments: [
      ArgumentHelp(
        "expression", "`loss`, the default, or `accuracy`, or both with a comma between",
        completes: .references)
    ],
    options: [
      CommandOption("scale", .word, default: "linear", "of the upright axis: `linear` or `log`")
    ],
    details: [
      "The loss is that of each step's batch, before its update. The accuracy is that over all training samples at "
        + "the end of each epoch since `set record accuracy`."
    ],
    examples: [
      CommandExample("data xor; layer dense 8 tanh; layer dense 1; step 500; plot loss", shows: "step")
    ], seeAlso: ["step", "hist", "heatmap"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let scale = try call.binder.choice("scale", from: ["linear", "log"], default: "linear")
    var expressions = call.binder.expressions("expression").map { call.source.text($0.range) }
    if expressions.isEmpty { expressions = ["loss"] }
    let model = try session.laboratory.model()
    var series: [LinePlot.Series] = []
    var data: [DataValue] = []
    for name in expressions {
      let points = try points(name, model, call)
      series.append(.init(name, points.map { .init(x: Double($0.step), y: $0.value) }))
      data.append([
        "name": .text(name), "step": .integers(points.map(\.step)), "value": .numbers(points.map(\.value)),
      ])
    }
    let plot = LinePlot(
      series: series, scale: scale == "log" ? .logarithmic : .linear, xLabel: "step", yLabel: "")
    return CommandResult(["series": .array(data)], document: Document([.plot(plot)]))
  }

  /// What was recorded under a name, by the step.
  private static func points(
    _ name: String, _ model: Model, _ call: Call
  ) throws(Diagnostic) -> [(step: Int, value: Double)] {
    let points: [(step: Int, value: Double)]
    switch name {
    case "loss": points = model.lossHistory.points.map { ($0.index, $0.value) }
    case "accuracy":
      points = model.accuracyHistory.points.map { (($0.index + 1) * model.stepsPerEpoch, $0.value) }
    default:
      throw call.failure(
        "not-recorded", "`\(name)` was not recorded", at: call.binder.argument("expression"),
        label: "only `loss` and `accuracy` are", help: "`plot loss`")
    }
    guard !points.isEmpty else {
      throw call.failure(
        "nothing-recorded", "nothing is recorded of `\(name)` yet", at: call.binder.argument("expression"),
        help: name == "loss" ? "`step 100`" : "`set record accuracy`, then `epoch 10`")
    }
    return points
  }
}
