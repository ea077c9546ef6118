import Language
import Text

/// `source FILE`
enum SourceCommand: SessionCommand {
  /// Files within files; deeper ones are taken for a file that reads itself.
  private static let depthLimit = 16

  static let specification = CommandSpecification(
    "source", group: .session, summary: "run the commands of a file",
    forms: [[Positional("file", .word)]],
    arguments: [
      ArgumentHelp("file", "a script; the name is relative to the file it stands in", completes: .files)
    ],
    details: [
      "The file is parsed whole before its first command runs. It sees and sets the session's variables, and "
        + "stops at the first command that fails."
    ],
    examples: [CommandExample("source examples/01_zero_weights.lab", shows: "one neuron")],
    seeAlso: ["expect"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let name = try call.binder.word("file")
    guard session.scriptFolders.count <= depthLimit else {
      throw call.failure(
        "source-depth", "`\(name)` is the \(depthLimit + 1)th file within a file",
        at: call.binder.argument("file"), help: "look for a file that runs itself")
    }
    let path = try session.files.path(name, relativeTo: session.scriptFolders.last)
    let source = try ScriptFile.read(path)
    session.scriptFolders.append(FilePath.folder(of: path) ?? session.configuration.workingFolder)
    defer { session.scriptFolders.removeLast() }
    var runner = session
    try Interpreter.run(source, grammar: CommandTable.grammar(allowsPrefixes: false), on: &runner)
    return CommandResult(["file": .text(path)])
  }
}
