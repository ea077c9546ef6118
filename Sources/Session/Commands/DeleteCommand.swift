import Language
import Text

/// `delete [N …]`
enum DeleteCommand: SessionCommand {
  static let specification = CommandSpecification(
    "delete", group: .run, summary: "take break, watch and display expressions away",
    forms: [[Positional("number", .value, .any)]],
    arguments: [ArgumentHelp("number", "as `breakpoints` lists it; several, or none for all")],
    examples: [
      CommandExample(
        "data xor; layer dense 8 tanh; layer dense 1; break loss < 0.1; delete 1; step 500", shows: "step 500"
      )
    ],
    seeAlso: ["breakpoints", "break", "watch", "display"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let arguments = call.binder.arguments("number")
    var stops = session.stops
    var numbers: [Int] = []
    for argument in arguments {
      let number = try call.binder.integer(of: argument, in: .atLeast(1))
      guard stops.remove(number) else {
        throw call.failure(
          "unknown-breakpoint", "no breakpoint has the number `\(number)`", at: argument,
          label: "not in the list",
          help: "`breakpoints` lists them")
      }
      numbers.append(number)
    }
    if arguments.isEmpty {
      numbers = stops.points.map(\.number)
      stops.removeAll()
    }
    session.stops = stops
    return CommandResult(["deleted": .integers(numbers)])
  }
}
