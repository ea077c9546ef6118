import Language
import Text

/// `print EXPR`
enum PrintCommand: SessionCommand {
  static let specification = CommandSpecification(
    "print", group: .look, summary: "show the value of an expression",
    forms: [[Positional("expression", .expressions)]],
    arguments: [
      ArgumentHelp("expression", "what to show; several with commas between", completes: .references)
    ],
    details: [
      "A matrix is shown as rows and columns, a layer's weights with one neuron a row. `help references` lists "
        + "what can be named, `help functions` what can be computed."
    ],
    examples: [
      CommandExample("print 1/3 + 2^10", shows: "1024.33"),
      CommandExample(
        "data xor; layer dense 2 tanh name=h1 init=zeros; layer dense 1; print h1.weight, shape(h1.weight.grad)",
        shows: "[2, 2]"),
    ],
    seeAlso: ["hist", "heatmap", "echo"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let expressions = call.binder.expressions("expression")
    guard !expressions.isEmpty else {
      _ = try call.binder.value("expression")
      return CommandResult()
    }
    var document = Document()
    var parts: [DataValue] = []
    for expression in expressions {
      let value = try session.shownValue(of: expression, in: call)
      let text = call.source.text(expression.range)
      document.blocks += ValueBlocks.blocks(value, named: expressions.count > 1 ? text : nil)
      parts.append(["expression": .text(text), "value": value.data, "shape": .integers(value.shape)])
    }
    var data: DataObject = ["values": .array(parts)]
    // One expression is the usual case: its value stands where programs look first.
    if parts.count == 1, case .object(let only)? = parts.first {
      data = ["value": only["value"] ?? .null, "shape": only["shape"] ?? .array([])]
    }
    return CommandResult(data, document: document)
  }
}
