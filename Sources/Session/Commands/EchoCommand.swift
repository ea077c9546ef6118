import Language
import Text

/// `echo TEXT`
enum EchoCommand: SessionCommand {
  static let specification = CommandSpecification(
    "echo", group: .session, summary: "print a text, with `{EXPR}` filled in",
    forms: [[Positional("text", .template, .optional)]],
    arguments: [ArgumentHelp("text", "what to print; quotes protect `;`, `#` and spaces at the ends")],
    details: ["Numbers are shown with six significant digits, whole numbers plain."],
    examples: [
      CommandExample("let n = 3; echo the square of {n} is {n * n}", shows: "the square of 3 is 9")
    ],
    seeAlso: ["print"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let text = try call.binder.template("text")
    return CommandResult(["text": .text(text)], StyledText(text))
  }
}
