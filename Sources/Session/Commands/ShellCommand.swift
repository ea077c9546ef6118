import Language
import Text

/// `!COMMAND`
enum ShellCommand: SessionCommand {
  static let specification = CommandSpecification(
    "!", group: .session, summary: "run a shell command, to the end of the line",
    forms: [[Positional("command", .line)]],
    arguments: [ArgumentHelp("command", "what /bin/sh runs, `;` and `#` included")],
    details: ["A script stops when the command's exit status is not 0. With --safe there is no shell."],
    examples: [CommandExample("!true")])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    guard !session.configuration.isSafe else {
      throw call.failure(
        "safe-mode", "`!` runs no shell in safe mode", label: "not with --safe",
        help: "start initlab without `--safe`")
    }
    let command = call.binder.argument("command")?.raw ?? ""
    guard let status = session.host.runShell(command) else {
      throw call.failure("no-shell", "no shell could be started for `\(command)`", help: "is /bin/sh there?")
    }
    guard status == 0 else {
      throw call.failure(
        "shell-status", "`\(command)` ended with status \(status)", at: call.binder.argument("command"),
        help: "a script stops at a status that is not 0; `!\(command) || true` goes on")
    }
    return CommandResult(["status": .integer(Int(status))])
  }
}
