import Language
import Text

/// `watch EXPR`
enum WatchCommand: SessionCommand {
  static let specification = CommandSpecification(
    "watch", group: .run, summary: "stop training when a value changes",
    forms: [[Positional("expression", .expression)]],
    arguments: [ArgumentHelp("expression", "looked at after every step", completes: .references)],
    details: [
      "Every command that trains stops at the very step at which the value changes, in any bit, and shows it "
        + "before and after. A change by hand stops the next such command before its first step; after going back, "
        + "and after a new start by `init`, the value of then counts.",
      "`watch distinct(h1)` stops at the step at which the symmetry of `h1` breaks.",
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 8 tanh name=h1; layer dense 1; watch accuracy; step 1000",
        shows: "stopped by watch 1"),
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; init all constant(0.5); watch distinct(h1); step 500",
        shows: "step 500"),
    ],
    seeAlso: ["break", "display", "breakpoints", "delete"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let expression = try call.binder.expression("expression")
    let value = try session.shownValue(of: expression, in: call)
    let point = session.stops.add(.watch, expression, in: call.source, value: value)
    return CommandResult(
      ["number": .integer(point.number), "expression": .text(point.text), "value": value.data],
      "watch \(point.number, .number): \(point.text, .code) = \(value.displayText, .number)")
  }
}
