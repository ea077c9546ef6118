import Engine
import Language
import Text

/// `optimizer NAME …`
enum OptimizerCommand: SessionCommand {
  static let specification = CommandSpecification(
    "optimizer", aliases: ["optimiser"], group: .build,
    summary: "choose the optimizer and its numbers; alone, say which it is",
    forms: [[Positional("name", .word, .optional)]],
    arguments: [
      ArgumentHelp(
        "name", OptimizerTable.builtin.names.joined(separator: ", "), completes: .optimizers)
    ],
    takesAnyOption: true,
    details: [
      "The default is sgd with lr=0.1. The formulas and names are PyTorch's; `help sgd` and so on list the "
        + "options. A new optimizer starts with an empty memory; new numbers for the same one keep it. "
        + "momentum and nesterov are short for sgd with momentum=0.9.",
      "Every optimizer but lbfgs takes clip_value= and clip_norm=, which bound the gradient before the update, as "
        + "PyTorch's clip_grad_value_ and clip_grad_norm_ do; what is frozen does not count for the norm. `grad` and `X.grad` "
        + "show the gradient as it was. A layer's lr_scale= is a factor on lr for that layer, and `schedule` changes "
        + "lr with the step.",
    ],
    examples: [
      CommandExample("optimizer sgd lr=0.1 momentum=0.9"), CommandExample("optimizer adam lr=0.001"),
      CommandExample("optimizer sgd lr=0.1 clip_norm=1"),
    ],
    seeAlso: ["schedule", "loss", "batch", "step"])

  static func options(after words: [String], in session: Session) -> [CommandOption] {
    OptimizerTable.builtin.options(after: words)
  }

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    guard let argument = call.binder.argument("name") else { return try describe(session) }
    let optimizer = try call.row(
      argument, of: OptimizerTable.builtin, as: "optimizer", help: "`help optimizer` lists them")
    let description = OptimizerDescription(optimizer.name, options: try call.engineOptions())
    _ = try ChosenOptimizer(description)
    try session.laboratory.change { $0.optimizer = description }
    return CommandResult(["optimizer": .text(optimizer.name)])
  }

  private static func describe(_ session: Session) throws -> CommandResult {
    let chosen = try ChosenOptimizer(session.laboratory.description.optimizer ?? OptimizerDescription("sgd"))
    let numbers = chosen.optimizer.specification.options.compactMap { option in
      chosen.values.values[option.name].map { "\(option.name)=\($0.source)" }
    }
    return CommandResult(
      ["optimizer": .text(chosen.optimizer.name), "lr": .number(chosen.learningRate)],
      "\(chosen.optimizer.name, .name) \(numbers.joined(separator: " "))")
  }
}
