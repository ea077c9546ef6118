import Analysis
import Engine
import InitKit
import Language
import Text

/// `compare SPEC SPEC …`
enum CompareCommand: SessionCommand {
  static let specification = CommandSpecification(
    "compare", group: .study, summary: "train this network from several initializers and seeds, side by side",
    forms: [[Positional("initializers", .specification, .some)]],
    arguments: [
      ArgumentHelp(
        "initializers", "names or calls, such as `zeros normal(std=0.01) he_normal`", completes: .initializers
      )
    ],
    options: [
      CommandOption("steps", .value, default: "1000", "how many steps to train"),
      CommandOption("seeds", .value, default: "5", "how many seeds, from the session's on"),
      CommandOption(
        "where", .place, default: "all",
        "the layer whose weights they draw; `network`: everything, biases too", completes: .places),
      CommandOption("target", "loss to reach; left out, a tenth of the loss of the all-zero network"),
    ],
    details: [
      "One row an initializer: loss over the training samples and accuracy (on held-out samples if there are any) "
        + "as median with range over the seeds, steps to the target, how many hidden neurons are still distinct, "
        + "dead ones, the first layer's gradient norm over the last layer's at the start, and a verdict. The "
        + "session's own weights do not change."
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 8 tanh; layer dense 1; compare zeros constant(0.5) xavier_normal steps=200 seeds=2",
        shows: "one neuron")
    ],
    seeAlso: ["init", "inits", "symmetry"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    var candidates: [ChosenInitializer] = []
    for argument in call.binder.arguments("initializers") {
      candidates.append(try session.chosenInitializer(try call.binder.specification(of: argument), in: call))
    }
    guard !candidates.isEmpty else {
      _ = try call.binder.specification("initializers")
      return CommandResult()
    }
    let comparison = try comparison(candidates, call, session)
    let result = try comparison.run(interrupt: session.host.interruptFlag) { row, seed in
      session.host.showProgress(
        "comparing \(candidates[row].description), seed \(seed + 1) of \(comparison.seeds)")
    }
    return CompareReport(result, comparison).result
  }

  private static func comparison(
    _ candidates: [ChosenInitializer], _ call: Call, _ session: Session
  ) throws -> Comparison {
    let model = try session.laboratory.model()
    var comparison = Comparison(
      candidates, description: model.description, data: model.data, initializers: session.initializers)
    comparison.steps = try call.binder.integer("steps", in: .atLeast(0), default: 1000)
    comparison.seeds = try call.binder.integer("seeds", in: .between(1, 10_000), default: 5)
    comparison.target = try call.binder.optionalNumber("target")
    if let place = try call.binder.optionalPlace("where"), place.text != "all" {
      if place.text == "network", (try? model.blueprint.layer("network")) == nil {
        comparison.isNetworkWide = true
        return comparison
      }
      comparison.layer = try model.blueprint.layer(place.text).name
    }
    return comparison
  }
}

/// A comparison as a table and as data.
struct CompareReport {
  private let outcome: Comparison.Result
  private let comparison: Comparison

  init(_ result: Comparison.Result, _ comparison: Comparison) {
    outcome = result
    self.comparison = comparison
  }

  var result: CommandResult {
    var table = Table(
      title:
        "\(comparison.steps, .number) steps, \(comparison.seeds, .number) seed\(comparison.seeds == 1 ? "" : "s"), target loss \(outcome.target, .number)",
      columns: [
        .text("initializer", priority: 9), .number("loss", priority: 8, digits: 3),
        .text("loss range", priority: 4), .number("accuracy", priority: 7, digits: 3),
        .text("accuracy range", priority: 3), .number("to target", priority: 5),
        .text("distinct", priority: 6),
        .number("dead", priority: 2), .number("grad first/last", priority: 1, digits: 3),
        .text("verdict", priority: 8),
      ])
    for row in outcome.rows {
      let verdict = VerdictWording(row.verdict)
      table.append([
        .text(row.initializer.description, .name), .number(row.loss.median),
        .text(Self.range(row.loss), .dim),
        .number(row.accuracy?.median), .text(row.accuracy.map(Self.range) ?? "", .dim),
        row.stepsToTarget.map { .integer($0) } ?? .empty, .text("\(row.distinct) of \(row.neurons)"),
        .number(row.dead), .number(row.gradientRatio),
        .text(verdict.text, verdict.style),
      ])
    }
    if !outcome.isComplete {
      table.footnotes.append("\("interrupted: the rows above are complete", .warning)")
    }
    return CommandResult(
      [
        "rows": .array(outcome.rows.map(data)), "target": .number(outcome.target),
        "zero_loss": .number(outcome.zeroLoss), "steps": .integer(comparison.steps),
        "seeds": .integer(comparison.seeds), "complete": .boolean(outcome.isComplete),
      ], document: Document([.table(table)]))
  }

  private func data(_ row: ComparisonRow) -> DataValue {
    [
      "init": .text(row.initializer.description), "loss": Self.data(row.loss),
      "accuracy": row.accuracy.map(Self.data) ?? .null,
      "steps_to_target": row.stepsToTarget.map { .integer($0) } ?? .null, "distinct": .integer(row.distinct),
      "neurons": .integer(row.neurons), "dead": .number(row.dead),
      "gradient_ratio": DataValue(row.gradientRatio), "verdict": .text(VerdictWording(row.verdict).text),
    ]
  }

  private static func data(_ spread: Spread) -> DataValue {
    ["median": .number(spread.median), "min": .number(spread.min), "max": .number(spread.max)]
  }

  /// Such as `0.0101 to 0.0207`, nothing when all are equal.
  private static func range(_ spread: Spread) -> String {
    let format = NumberFormat(digits: 3)
    guard spread.min != spread.max else { return "" }
    return "\(format.string(spread.min)) to \(format.string(spread.max))"
  }
}

/// A verdict in words.
struct VerdictWording {
  let text: String
  let style: Style

  init(_ verdict: ComparisonVerdict) {
    (text, style) =
      switch verdict {
      case .diverged(let step): ("diverges at step \(step)", .bad)
      case .oneNeuron: ("one neuron a layer", .bad)
      case .stuck: ("does not learn", .bad)
      case .slow: ("misses the target", .warning)
      case .reached: ("learns", .good)
      }
  }
}
