import Language
import Text

/// `apropos WORD`
enum AproposCommand: SessionCommand {
  static let specification = CommandSpecification(
    "apropos", group: .session, summary: "search names and summaries for a word",
    forms: [[Positional("word", .word)]],
    arguments: [ArgumentHelp("word", "any part of a name or a summary")],
    examples: [CommandExample("apropos gradient", shows: "grad")], seeAlso: ["help"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let word = try call.binder.word("word").lowercased()
    let found = HelpIndex(session).entries.filter { entry in
      ([entry.name, entry.summary] + entry.aliases).contains { $0.lowercased().contains(word) }
    }
    let data: [DataValue] = found.map {
      ["name": .text($0.name), "kind": .text($0.kind), "summary": .text($0.summary)]
    }
    let document =
      found.isEmpty
      ? Document("nothing has `\(word)` in its name or summary; \("help", .code) lists all")
      : Document([
        .list(
          TextList(
            found.map { .init(term: StyledText($0.name, .name), "\("\($0.kind):", .dim) \($0.summary)") }))
      ])
    return CommandResult(["entries": .array(data)], document: document)
  }
}
