import Language
import Text

/// `time COMMAND`
enum TimeCommand: SessionCommand {
  static let specification = CommandSpecification(
    "time", group: .session, summary: "run a command and say how long it took",
    forms: [[Positional("command", .command)]],
    arguments: [ArgumentHelp("command", "the command to run", completes: .commands)],
    examples: [CommandExample("data xor; layer dense 8 tanh; layer dense 1; time step 1000", shows: "took")])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let command = try call.binder.command("command")
    let clock = ContinuousClock()
    let start = clock.now
    var runner = session
    try call.interpreter.run(command, on: &runner)
    let seconds = (clock.now - start) / .seconds(1)
    return CommandResult(["seconds": .number(seconds)], "took \(NumberFormat.duration(seconds), .number)")
  }
}
