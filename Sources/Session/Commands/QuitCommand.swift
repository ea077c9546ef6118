import Language

/// `quit`
enum QuitCommand: SessionCommand {
  static let specification = CommandSpecification(
    "quit", group: .session, summary: "end the session; Ctrl-D does the same",
    examples: [CommandExample("quit")])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    session.isEnding = true
    throw Stop.quit
  }
}
