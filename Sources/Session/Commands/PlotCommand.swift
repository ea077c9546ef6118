import Engine
import Language
import Text

/// `plot EXPR, …`
enum PlotCommand: SessionCommand {
  static let specification = CommandSpecification(
    "plot", group: .look, summary: "draw what training recorded against the step",
    forms: [[Positional("expression", .expressions, .optional)]],
    arguments: [ArgumentHelp("expression", "`loss`, which is also the default", completes: .references)],
    options: [
      CommandOption("scale", .word, default: "linear", "of the upright axis: `linear` or `log`")
    ],
    details: [
      "The loss is that of each step's batch, before its update."
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
      guard name == "loss" else {
        throw call.failure(
          "not-recorded", "`\(name)` was not recorded", at: call.binder.argument("expression"),
          label: "only `loss` is", help: "`plot loss`")
      }
      let points = model.lossHistory.points
      series.append(.init(name, points.map { .init(x: Double($0.index), y: $0.value) }))
      data.append([
        "name": .text(name), "step": .integers(points.map(\.index)), "value": .numbers(points.map(\.value)),
      ])
    }
    guard model.lossHistory.count > 0 else {
      throw call.failure("nothing-recorded", "nothing is recorded yet", help: "`step 100`")
    }
    let plot = LinePlot(
      series: series, scale: scale == "log" ? .logarithmic : .linear, xLabel: "step", yLabel: "")
    return CommandResult(["series": .array(data)], document: Document([.plot(plot)]))
  }
}
