import Engine
import Language
import Text

/// `batch N`, `batch full`
enum BatchCommand: SessionCommand {
  static let specification = CommandSpecification(
    "batch", group: .build, summary: "choose how many samples a step sees; alone, say how many",
    forms: [[Positional("size", .argument, .optional)]],
    arguments: [ArgumentHelp("size", "a whole number, or `full` for all samples")],
    details: [
      "Left out, a step sees all samples up to 256, else 32. With less than all, every epoch goes through the "
        + "samples in a new order drawn by the seed; the last batch may be smaller."
    ],
    examples: [CommandExample("batch 32"), CommandExample("batch full")], seeAlso: ["step", "epoch"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    if let argument = call.binder.argument("size") {
      let size: BatchSize =
        argument.raw == "full" ? .full : .rows(try call.binder.integer(of: argument, in: .atLeast(1)))
      try session.laboratory.change { $0.batch = size }
      return CommandResult(["batch": argument.raw == "full" ? "full" : .integer(rows(size))])
    }
    if let model = session.laboratory.modelIfWhole() {
      let blueprint = model.blueprint
      return CommandResult(
        ["batch": .integer(blueprint.batchRows)],
        "\(blueprint.batchRows, .number) samples\(blueprint.isFullBatch ? ", all there are" : "")")
    }
    return CommandResult(["batch": nil], "follows from the number of samples")
  }

  private static func rows(_ size: BatchSize) -> Int {
    if case .rows(let rows) = size { rows } else { 0 }
  }
}
