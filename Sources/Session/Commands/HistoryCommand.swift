import Language
import Text

/// `history [N]`
enum HistoryCommand: SessionCommand {
  static let specification = CommandSpecification(
    "history", group: .session, summary: "list the lines typed at the prompt",
    forms: [[Positional("n", .value, .optional)]],
    arguments: [ArgumentHelp("n", "how many of the last lines (default 20)")],
    details: ["Up and Down walk through them, Ctrl-R searches; the file lies in the XDG state folder."],
    examples: [CommandExample("history 5")])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let count = try call.binder.integer("n", in: .atLeast(1), default: 20)
    let lines = session.host.history
    let first = max(0, lines.count - count)
    let shown = Array(lines[first...])
    let blocks = shown.enumerated().map { index, line in
      Text.Block.text("\(first + index + 1, .dim)  \(line)")
    }
    return CommandResult(["lines": .texts(shown)], document: Document(blocks))
  }
}
