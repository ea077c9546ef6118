import Engine
import Language
import Text

/// `loss NAME`
enum LossCommand: SessionCommand {
  static let specification = CommandSpecification(
    "loss", group: .build, summary: "choose the loss; alone, say which it is",
    forms: [[Positional("name", .word, .optional)]],
    arguments: [
      ArgumentHelp("name", LossTable.builtin.names.joined(separator: ", "), completes: .losses)
    ],
    takesAnyOption: true,
    details: [
      "Left out, it follows from the data: mse for numbers, bce for two classes and one output, cross_entropy "
        + "for classes. cross_entropy and bce take logits; a final softmax or sigmoid is fused with them, so that "
        + "both ways of writing give the same numbers."
    ],
    examples: [CommandExample("loss cross_entropy"), CommandExample("loss huber delta=0.5")],
    seeAlso: ["optimizer", "data"])

  static func options(after words: [String], in session: Session) -> [CommandOption] {
    LossTable.builtin.options(after: words)
  }

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    if let argument = call.binder.argument("name") {
      let loss = try call.row(
        argument, of: LossTable.builtin, as: "loss", help: "`help loss` lists them")
      let options = try call.engineOptions()
      _ = try OptionValues(named: options, for: loss.specification)
      try session.laboratory.change { $0.loss = LossDescription(loss.name, options: options) }
      return CommandResult(["loss": .text(loss.name)])
    }
    let chosen =
      session.laboratory.description.loss?.name ?? session.laboratory.modelIfWhole()?.blueprint.loss.name
    return CommandResult(
      ["loss": chosen.map { .text($0) } ?? .null],
      chosen.map { "\($0, .name)" } ?? "follows from the data and the last layer")
  }
}
