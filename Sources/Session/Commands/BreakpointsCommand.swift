import Language
import Text

/// `breakpoints`
enum BreakpointsCommand: SessionCommand {
  static let specification = CommandSpecification(
    "breakpoints", group: .run, summary: "list what stops training, and what is displayed",
    examples: [
      CommandExample(
        "data xor; layer dense 8 tanh name=h1; layer dense 1; break loss < 0.1; watch distinct(h1); breakpoints",
        shows: "distinct(h1)")
    ],
    seeAlso: ["break", "watch", "display", "delete"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let points = session.stops.points
    guard !points.isEmpty else {
      return CommandResult(["points": .array([])], "nothing stops training: `break loss < 0.1` would")
    }
    var table = Table(columns: [
      .number("number", priority: 9), .text("kind", priority: 8), .text("expression", priority: 7),
      .number("stopped", priority: 5), .text("now", priority: 6),
    ])
    var rows: [DataValue] = []
    for point in points {
      let value = try? session.evaluator(in: point.source).value(of: point.expression)
      table.append([
        .integer(point.number), .text(point.kind.rawValue), .text(point.text, .code),
        point.kind == .display ? .empty : .integer(point.hits),
        value.map { .text($0.displayText, .number) } ?? .text("no value", .warning),
      ])
      rows.append([
        "number": .integer(point.number), "kind": .text(point.kind.rawValue),
        "expression": .text(point.text), "hits": .integer(point.hits), "value": value?.data ?? .null,
      ])
    }
    return CommandResult(["points": .array(rows)], document: Document([.table(table)]))
  }
}
