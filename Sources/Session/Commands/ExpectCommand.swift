import Language
import Tensor
import Text

/// `expect EXPR`, `expect A ~ B within C`
enum ExpectCommand: SessionCommand {
  static let specification = CommandSpecification(
    "expect", group: .session, summary: "stop with status 3 unless something holds",
    forms: [[Positional("condition", .expectation)]],
    arguments: [
      ArgumentHelp(
        "condition", "a condition, or `A ~ B within C`: every entry of A is at most C from B's",
        completes: .references)
    ],
    details: [
      "This is what makes a script a test. A condition over a tensor holds when every entry does. "
        + "Nothing is printed when it holds."
    ],
    examples: [
      CommandExample("data xor; layer dense 4 tanh name=h1; layer dense 1; expect distinct(h1) == 4"),
      CommandExample("expect 1/3 ~ 0.3333 within 1e-4"),
    ],
    seeAlso: ["print", "if"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    guard let argument = call.binder.argument("condition") else {
      _ = try call.binder.value("condition")
      return CommandResult()
    }
    if case .closeness(let left, let right, let tolerance) = argument.kind {
      try expectClose(left, right, tolerance, argument, call)
    } else {
      let expression = try call.binder.expression(of: argument)
      guard try !call.evaluator.condition(expression) else { return CommandResult(["holds": true]) }
      throw Stop.unmet(
        call.failure(
          "expectation", "`\(argument.raw)` does not hold", at: argument, label: "is false",
          notes: try facts(expression, call)))
    }
    return CommandResult(["holds": true])
  }

  private static func expectClose(
    _ left: Expression, _ right: Expression, _ tolerance: Expression, _ argument: Argument, _ call: Call
  ) throws {
    let distance = try distance(left, right, call)
    guard case .number(let limit) = try call.evaluator.value(of: tolerance), limit >= 0 else {
      throw call.failure(
        "bad-tolerance", "expected a number of at least 0 behind `within`", at: argument,
        help: "such as `within 1e-6`")
    }
    guard !(distance <= limit) else { return }
    throw Stop.unmet(
      call.failure(
        "expectation", "`\(argument.raw)` does not hold", at: argument, label: "too far apart",
        notes: [
          "the largest difference is \(NumberFormat().string(distance)), expected at most "
            + NumberFormat().string(limit)
        ] + (try facts(left, call)) + (try facts(right, call))))
  }

  /// The largest difference of two values' entries; NaN anywhere is no closeness at all.
  private static func distance(_ left: Expression, _ right: Expression, _ call: Call) throws -> Double {
    let a = try tensor(call, left)
    let b = try tensor(call, right)
    let difference = try a.subtracting(b)
    return difference.values.reduce(0) { $1.isNaN || $0.isNaN ? .nan : max($0, abs($1)) }
  }

  private static func tensor(_ call: Call, _ side: Expression) throws -> Tensor {
    let value = try call.evaluator.value(of: side)
    guard let tensor = value.asTensor else {
      throw Diagnostic(
        "not-numbers", "expected numbers, found \(value.kindName)", help: "such as `h1.weight`",
        source: call.source, range: side.range)
    }
    return tensor
  }

  /// The values of the two sides of a comparison, or of a name.
  private static func facts(_ expression: Expression, _ call: Call) throws -> [String] {
    let sides: [Expression] =
      switch expression.kind {
      case .binary(_, let left, let right): [left, right]
      default: [expression]
      }
    return try sides.compactMap { side in
      switch side.kind {
      case .number, .text: return nil
      default: break
      }
      let text = call.source.text(side.range)
      let value = try call.evaluator.value(of: side).displayText
      return "`\(text)` is \(value.count > 200 ? value.prefix(199) + "…" : value)"
    }
  }
}
