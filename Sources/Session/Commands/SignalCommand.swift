import Analysis
import Engine
import Language
import Text

/// `signal`
enum SignalCommand: SessionCommand {
  static let specification = CommandSpecification(
    "signal", group: .look,
    summary: "show how signals and gradients pass through the layers, predicted beside measured",
    details: [
      "Forward: the mean square of each layer's sums before the activation. Predicted by the initializers' laws: "
        + "fan_in Var(w) E[h²] + (fan_in E[w] E[h])² + Var(b), with the mean square h² of normal sums of the layer "
        + "below; from the measured one behind other kinds of layers. Backward: the mean square of the deltas, from "
        + "the last layer's down: units above × E[w²] × E[slope²].",
      "One network is one draw: a finite layer scatters around the prediction. The range holds three deviations of "
        + "the logarithm; `*` marks what lies outside. A constant start, and a trained network, are no draws of a "
        + "law with independent neurons: the mark says so.",
      "Correlation: the mean cosine of two samples' sums. Effective rank: the participation ratio of the "
        + "activations, how many directions they fill. Numbers are of the present weights on the current batch.",
    ],
    examples: [
      CommandExample(
        "data noise; layer dense 64 relu; layer dense 64 relu; layer dense 64 relu; layer dense; signal",
        shows: "predicted")
    ],
    seeAlso: ["why", "neurons", "gain", "variance_ratio"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let model = try session.laboratory.model()
    let layers = try model.signal(session.thresholds)
    var (forward, backward, health) = (Self.forward(model), Self.backward(model), Self.health)
    for layer in layers {
      forward.append(
        [
          .text(layer.layer, .name), .number(layer.mean), .number(layer.forward.measured),
          .number(layer.forward.predicted), .styled(range(layer.forward)), .number(layer.correlation),
          .number(layer.correlationPredicted),
        ], mark: mark(layer.forward))
      backward.append(
        [
          .text(layer.layer, .name), .number(layer.backward.measured), .number(layer.backward.predicted),
          .styled(range(layer.backward)), .number(layer.gradientNorm),
        ], mark: mark(layer.backward))
      let ratio = layer.updateRatio
      let isOdd = ratio.map {
        $0 > 0 && ($0 < session.thresholds.slowUpdate || $0 > session.thresholds.fastUpdate)
      }
      health.append([
        .text(layer.layer, .name), .integer(layer.dead, layer.dead > 0 ? .warning : .plain),
        .integer(layer.saturated, layer.saturated > 0 ? .warning : .plain), .number(layer.effectiveRank),
        .number(ratio, isOdd == true ? .warning : .plain),
      ])
    }
    return CommandResult(
      ["layers": .array(layers.map(data))],
      document: Document([.table(forward), .blank, .table(backward), .blank, .table(health)]))
  }

  private static func forward(_ model: Model) -> Table {
    Table(
      title: "forward: sums before the activation, step \(model.step, .number)",
      columns: [
        .text("layer", priority: 9), .number("mean", priority: 2, digits: 3),
        .number("mean square", priority: 8, digits: 4), .number("predicted", priority: 7, digits: 4),
        .text("range", priority: 6), .number("correlation", priority: 4, digits: 3),
        .number("predicted", priority: 3, digits: 3),
      ])
  }

  private static func backward(_ model: Model) -> Table {
    Table(
      title: "backward: deltas of the mean loss over the batch",
      columns: [
        .text("layer", priority: 9), .number("mean square", priority: 8, digits: 4),
        .number("predicted", priority: 7, digits: 4), .text("range", priority: 6),
        .number("gradient norm", priority: 5, digits: 4),
      ])
  }

  private static var health: Table {
    Table(columns: [
      .text("layer", priority: 9), .number("dead"), .number("saturated"),
      .number("effective rank", digits: 4), .number("update/weight", digits: 4),
    ])
  }

  private static func range(_ figure: SignalFigure) -> StyledText {
    guard let range = figure.range else { return "" }
    let format = NumberFormat(digits: 3)
    return StyledText(
      "\(format.string(range.low)) to \(format.string(range.high))", figure.agrees == false ? .warning : .dim)
  }

  private static func mark(_ figure: SignalFigure) -> String { figure.agrees == false ? "*" : "" }

  private static func data(_ layer: SignalLayer) -> DataValue {
    [
      "layer": .text(layer.layer), "mean": .number(layer.mean), "variance": .number(layer.variance),
      "forward_measured": .number(layer.forward.measured),
      "forward_predicted": DataValue(layer.forward.predicted),
      "forward_range": range(layer.forward), "forward_agrees": agrees(layer.forward),
      "correlation": DataValue(layer.correlation),
      "correlation_predicted": DataValue(layer.correlationPredicted),
      "backward_measured": .number(layer.backward.measured),
      "backward_predicted": DataValue(layer.backward.predicted),
      "backward_range": range(layer.backward), "backward_agrees": agrees(layer.backward),
      "gradient_norm": .number(layer.gradientNorm), "dead": .integer(layer.dead),
      "saturated": .integer(layer.saturated), "effective_rank": .number(layer.effectiveRank),
      "update_ratio": DataValue(layer.updateRatio),
    ]
  }

  private static func range(_ figure: SignalFigure) -> DataValue {
    figure.range.map { .numbers([$0.low, $0.high]) } ?? .null
  }

  private static func agrees(_ figure: SignalFigure) -> DataValue {
    figure.agrees.map { .boolean($0) } ?? .null
  }
}
