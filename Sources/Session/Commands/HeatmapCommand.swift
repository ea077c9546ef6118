import Language
import Text

/// `heatmap EXPR`
enum HeatmapCommand: SessionCommand {
  static let specification = CommandSpecification(
    "heatmap", group: .look, summary: "draw a matrix as shades, one neuron a row",
    forms: [[Positional("expression", .expression)]],
    arguments: [ArgumentHelp("expression", "numbers with one or two axes", completes: .references)],
    examples: [
      CommandExample("data xor; layer dense 8 tanh name=h1; layer dense 1; heatmap h1.weight", shows: "[7]")
    ],
    seeAlso: ["hist", "print"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let expression = try call.binder.expression("expression")
    let tensor = try session.numbers(of: expression, in: call)
    guard tensor.shape.count <= 2 else {
      throw call.failure(
        "too-many-axes",
        "expected numbers with at most two axes, found the shape \(ShapeText.of(tensor.shape))",
        at: call.binder.argument("expression"), help: "choose a part by an index: `[0]` in front")
    }
    let rows = tensor.shape.count == 2 ? tensor.shape[0] : 1
    let columns = tensor.values.count / max(1, rows)
    let map = HeatMap(
      title: StyledText(call.source.text(expression.range), .name), values: tensor.values, rows: rows,
      columns: columns, rowLabels: (0..<rows).map { "[\($0)]" })
    return CommandResult(
      ["values": .nested(tensor.values, shape: tensor.shape), "shape": .integers(tensor.shape)],
      document: Document([.heatMap(map)]))
  }
}
