import Analysis
import Engine
import Language
import Tensor
import Text

/// `coordinate_check [widths=] [steps=] [seeds=]`
enum CoordinateCheckCommand: SessionCommand {
  /// A slope nearer to 0 is called flat.
  private static let flat = 0.2

  static let specification = CommandSpecification(
    "coordinate_check", aliases: ["coord_check"], group: .study,
    summary: "train at several widths: does the change of the activations depend on the width?",
    options: [
      CommandOption(
        "widths", .value, default: "[64, 128, 256, 512]",
        "widths of the first layer that grows; other layers keep their ratio to it"),
      CommandOption("steps", .value, default: "3", "how many steps to train"),
      CommandOption("seeds", .value, default: "3", "how many seeds, from the session's on"),
    ],
    details: [
      "One row a layer with weights: how much its sums changed on the first batch, in the mean, after the steps, at "
        + "each width; the slope of that over the width, both in logarithms; and the slope of the limit of wide "
        + "networks. Under `parametrization mup` it is 0 for every layer, which is the test of an implementation; "
        + "in the standard one the output's change grows with the width, so that the learning rate that suits one "
        + "width suits no other. The limits are for starts whose variance falls as 1/fan_in; at the widths of a "
        + "check the hidden layers of the standard one are still on their way there.",
      "A random start of the output layer fades in narrow networks: `init out zeros`, as muP's authors advise, takes "
        + "that away. The session's own weights do not change.",
    ],
    examples: [
      CommandExample(
        "data moons n=64; layer dense 64 relu name=h1; layer dense 64 relu; layer dense; optimizer adam lr=0.01; "
          + "parametrization mup; coordinate_check widths=[32, 64, 128] seeds=1",
        shows: "flat")
    ],
    seeAlso: ["parametrization", "signal", "compare"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let model = try session.laboratory.model()
    var check = CoordinateCheck(model.description, data: model.data, initializers: session.initializers)
    if call.binder.isGiven("widths") { check.widths = try widths(call) }
    check.steps = try call.binder.integer("steps", in: .between(1, 1_000_000), default: 3)
    check.seeds = try call.binder.integer("seeds", in: .between(1, 1000), default: 3)
    let rows = try check.run(interrupt: session.host.interruptFlag) { width in
      session.host.showProgress("width \(width)")
    }
    guard let rows else { throw Stop.interrupted }
    return report(rows, check, model)
  }

  private static func widths(_ call: Call) throws(Diagnostic) -> [Int] {
    let value = try call.binder.value("widths")
    let numbers = value.asTensor.flatMap { $0.rank == 1 ? $0.values : nil } ?? []
    let widths = numbers.compactMap { Int(exactly: $0) }
    guard widths.count == numbers.count, Set(widths).count > 1, widths.allSatisfy({ 1...65536 ~= $0 }) else {
      throw call.failure(
        "bad-widths", "expected a list of two or more widths from 1 to 65536, found `\(value.displayText)`",
        at: call.binder.argument("widths"), label: "not such a list", help: "such as `widths=[64, 128, 256]`")
    }
    return widths.sorted()
  }

  private static func report(
    _ rows: [CoordinateCheck.Row], _ check: CoordinateCheck, _ model: Model
  ) -> CommandResult {
    let text = check.description.parametrization.text
    let optimizer = model.blueprint.optimizer
    var table = Table(
      title:
        "\(text, .name), \(optimizer.optimizer.name, .name) lr \(optimizer.learningRate, .number): mean change of the sums, by width, after \(check.steps, .number) step\(check.steps == 1 ? "" : "s"), \(check.seeds, .number) seed\(check.seeds == 1 ? "" : "s")",
      columns: [.text("layer", priority: 9)]
        + check.widths.map { .number("\($0)", priority: 5, digits: 3) } + [
          .number("slope", priority: 8, digits: 2), .number("limit", priority: 7, digits: 2),
          .text("in words", priority: 6),
        ])
    for row in rows {
      let (words, style) = words(row.slope)
      table.append(
        [.text(row.layer, .name)] + row.changes.map { .number($0) } + [
          .number(row.slope), .number(row.predicted), .text(words, style),
        ])
    }
    return CommandResult(
      check.description.parametrization.data.merging([
        "widths": .integers(check.widths), "steps": .integer(check.steps), "seeds": .integer(check.seeds),
        "layers": .array(
          rows.map { row in
            [
              "layer": .text(row.layer), "change": .array(row.changes.map { .number($0) }),
              "slope": DataValue(row.slope), "predicted": DataValue(row.predicted),
            ]
          }),
      ]), document: Document([.table(table)]))
  }

  private static func words(_ slope: Double?) -> (String, Style) {
    guard let slope else { return ("diverged, or still", .bad) }
    if slope.magnitude < flat { return ("flat", .good) }
    return slope > 0 ? ("grows", .warning) : ("shrinks", .warning)
  }
}

extension DataObject {
  /// With the members of another object behind its own.
  fileprivate func merging(_ other: DataObject) -> DataObject { DataObject(members + other.members) }
}
