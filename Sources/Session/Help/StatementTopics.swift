import Text

extension HelpTopic {
  /// The statements, which are no commands: what they are, how they are written, an example.
  static let statements: [HelpTopic] = [
    statement(
      "let", "set a variable", "let NAME = EXPR",
      "The variable is seen by all commands that follow, also from files that `source` reads.",
      "let width = 2 * 4; layer dense width tanh"),
    statement(
      "repeat", "run commands several times", "repeat N { … }",
      "The commands between the braces run N times.", "repeat 3 { step 10; echo loss {loss} }"),
    statement(
      "for", "run commands once for each value", "for NAME in LIST-or-RANGE { … }",
      "A range such as `1..10` goes up in steps of 1 and includes both ends. The variable is put back afterwards.",
      "for std in [0.01, 0.1, 1] { init all normal(std=std); step 100; echo {std} {loss} }"),
    statement(
      "if", "run commands if a condition holds", "if EXPR { … } else if EXPR { … } else { … }",
      "A comparison of tensors holds when it does for every entry.",
      "if loss < 0.1 { echo learned } else { echo not yet }"),
  ]

  private static func statement(
    _ name: String, _ summary: String, _ usage: String, _ text: String, _ example: String
  ) -> HelpTopic {
    HelpTopic(
      name: name, aliases: name == "if" ? ["else"] : [], summary: summary,
      document: Document([
        .heading("\(name)  (statement)"), .text(StyledText(summary)), .blank, .heading("usage"),
        .paragraph(Paragraph(StyledText(usage, .code), indent: 2, hanging: 4)), .blank,
        .text(StyledText(text)),
        .blank, .heading("example"), .code(example),
      ]))
  }
}
