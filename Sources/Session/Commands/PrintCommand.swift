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
    options: [
      CommandOption(
        "at", .argument, "the step, or the mark, to look at; the state of now stays", completes: .marks)
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
      CommandExample(
        "data xor; layer dense 2 tanh name=h1; layer dense 1; let start = loss; step 100; expect loss < start; "
          + "print loss, h1.bias at=0",
        shows: "h1.bias = [0, 0]"),
    ],
    seeAlso: ["plot", "hist", "heatmap", "echo"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let expressions = call.binder.expressions("expression")
    guard !expressions.isEmpty else {
      _ = try call.binder.value("expression")
      return CommandResult()
    }
    guard let argument = call.binder.argument("at") else { return try show(expressions, call, session) }
    var result: CommandResult?
    let place = try GotoCommand.place(argument, call, session)
    guard session.laboratory.past.isKept(place) else {
      throw PastError.letGo(step: place.step, limit: session.laboratory.past.limit)
    }
    let isDone = try session.laboratory.visit([place], interrupt: session.host.interruptFlag) { _ in
      result = try show(expressions, call, session)
    }
    guard isDone, var result else { throw Stop.interrupted }
    result.data["step"] = .integer(place.step)
    return result
  }

  private static func show(
    _ expressions: [Expression], _ call: Call, _ session: Session
  ) throws -> CommandResult {
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
