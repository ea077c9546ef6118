import Engine
import Language
import Text

/// `schedule NAME …`
enum ScheduleCommand: SessionCommand {
  static let specification = CommandSpecification(
    "schedule", group: .build,
    summary: "choose how the learning rate goes with the step; alone, say which it is",
    forms: [[Positional("name", .word, .optional)]],
    arguments: [
      ArgumentHelp("name", ScheduleTable.builtin.names.joined(separator: ", "), completes: .schedules)
    ],
    takesAnyOption: true,
    details: [
      "The default is constant. A schedule changes the optimizer's lr; it counts single steps, from the step 0 "
        + "that `init` goes back to, whenever it was chosen. `warmup=N` in front of any of them rises to lr in "
        + "N steps, and then the schedule starts. `print lr` shows the rate of the next step."
    ],
    examples: [
      CommandExample("schedule cosine steps=1000 warmup=100 lr_min=0.001"),
      CommandExample("optimizer sgd lr=0.8; schedule step step_size=10 gamma=0.5; print lr", shows: "0.8"),
      CommandExample("schedule constant; schedule", shows: "constant"),
    ],
    seeAlso: ["optimizer", "step"])

  static func options(after words: [String], in session: Session) -> [CommandOption] {
    ScheduleTable.builtin.options(after: words)
  }

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    guard let argument = call.binder.argument("name") else { return try describe(session) }
    let schedule = try call.row(
      argument, of: ScheduleTable.builtin, as: "schedule", help: "`help schedule` lists them")
    let description = ScheduleDescription(schedule.name, options: try call.engineOptions())
    _ = try ChosenSchedule(description)
    try session.laboratory.change { $0.schedule = description }
    return CommandResult(["schedule": .text(schedule.name)])
  }

  private static func describe(_ session: Session) throws -> CommandResult {
    let chosen = try ChosenSchedule(session.laboratory.description.schedule)
    let numbers = chosen.schedule.specification.options.compactMap { option in
      chosen.values.values[option.name].map { "\(option.name)=\($0.source)" }
    }
    let rate = try session.learningRate
    return CommandResult(
      ["schedule": .text(chosen.schedule.name), "lr": .number(rate)],
      "\(chosen.schedule.name, .name) \(numbers.joined(separator: " ")), lr \(rate, .number) at the next step"
    )
  }
}
