import Language
import Text

/// `display [EXPR]`
enum DisplayCommand: SessionCommand {
  static let specification = CommandSpecification(
    "display", group: .run, summary: "show a value whenever training has stopped",
    forms: [[Positional("expression", .expression, .optional)]],
    arguments: [
      ArgumentHelp("expression", "what to show; without one, all are shown now", completes: .references)
    ],
    details: [
      "It is shown after every command that trains or goes back. `breakpoints` lists all, `delete N` ends one."
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 8 tanh name=h1; layer dense 1; display gap(h1); step 10", shows: "1: gap(h1) ="
      )
    ],
    seeAlso: ["watch", "print", "breakpoints", "delete"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    if call.binder.isGiven("expression") {
      let expression = try call.binder.expression("expression")
      _ = try session.shownValue(of: expression, in: call)
      _ = session.stops.add(.display, expression, in: call.source, value: nil)
      guard let shown = try session.displays().last else { return CommandResult() }
      return result([shown])
    }
    return result(try session.displays())
  }

  private static func result(_ displays: [DisplayedValue]) -> CommandResult {
    CommandResult(
      ["displays": .array(displays.map(\.data))], document: Document(displays.flatMap(\.blocks)))
  }
}
