import Language
import Text

/// `break EXPR`
enum BreakCommand: SessionCommand {
  static let specification = CommandSpecification(
    "break", group: .run, summary: "stop training when a condition becomes true",
    forms: [[Positional("condition", .expression)]],
    arguments: [ArgumentHelp("condition", "looked at after every step", completes: .references)],
    details: [
      "Every command that trains stops at the very step after which the condition becomes true, and shows the "
        + "values of its parts. One that holds already stops when it has been false and is true again. A change by "
        + "hand that makes it true stops the next such command before its first step.",
      "`breakpoints` lists them, `delete N` takes one away.",
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 8 tanh name=h1; layer dense 1; break loss < 0.1; step 5000",
        shows: "stopped by break 1"),
      CommandExample(
        "data xor; layer dense 8 tanh name=h1; layer dense 1; break norm(h1[5].weight.grad) < 1e-3; step 5000",
        shows: "norm(h1[5].weight.grad) ="),
    ],
    seeAlso: ["watch", "until", "breakpoints", "delete", "reverse"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let expression = try call.binder.expression("condition")
    let holds = try call.evaluator.condition(expression)
    let point = session.stops.add(.break, expression, in: call.source, value: .boolean(holds))
    var line: StyledText = "break \(point.number, .number): \(point.text, .code)"
    if holds { line += ", which holds already: stops when it becomes true again" }
    return CommandResult(
      ["number": .integer(point.number), "expression": .text(point.text), "holds": .boolean(holds)], line)
  }
}
