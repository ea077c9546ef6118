import Language

/// `expect EXPR`, `expect A ~ B within C`
enum ExpectCommand: SessionCommand {
  static let specification = CommandSpecification(
    "expect", group: .session, summary: "stop with status 3 unless something holds",
    forms: [[Positional("condition", .expectation)]],
    arguments: [
      ArgumentHelp(
        "condition", "a condition; or that every entry of A is at most C from B's",
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
    guard let claim = call.binder.argument("condition") else {
      _ = try call.binder.value("condition")
      return CommandResult()
    }
    if let diagnostic = try call.evaluator.unmet(claim) { throw Stop.unmet(diagnostic) }
    return CommandResult(["holds": true])
  }
}
