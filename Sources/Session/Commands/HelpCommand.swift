import Language
import Text

/// `help [NAME]`
enum HelpCommand: SessionCommand {
  static let specification = CommandSpecification(
    "help", group: .session, summary: "explain the program, or one name",
    forms: [[Positional("name", .word, .any)]],
    arguments: [
      ArgumentHelp(
        "name",
        "a command, layer, activation, loss, optimizer, schedule, data set, initializer, function or topic",
        completes: .topics)
    ],
    examples: [
      CommandExample("help init", shows: "usage"), CommandExample("help tanh", shows: "activation"),
    ],
    seeAlso: ["apropos", "describe"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let argument = call.binder.argument("name")
    let name = try call.binder.words("name").joined(separator: " ")
    guard !name.isEmpty else { return overview }
    let index = HelpIndex(session)
    let entries = index.entries(named: name)
    let listing = KindListing(name, in: index)
    guard !entries.isEmpty || listing != nil else {
      throw call.unknown(
        "topic", name, at: argument, among: index.names + KindListing.names,
        help: "`apropos \(name)` searches the summaries")
    }
    var document = Document()
    for (place, entry) in entries.enumerated() {
      if place > 0 { document.append(.blank) }
      document.blocks += entry.document().blocks
    }
    if let listing {
      if !document.blocks.isEmpty { document.append(.blank) }
      document.blocks += listing.blocks
    }
    let data: [DataValue] = entries.map {
      ["name": .text($0.name), "kind": .text($0.kind), "summary": .text($0.summary)]
    }
    return CommandResult(["entries": .array(data + (listing?.data ?? []))], document: document)
  }

  /// The page of `help` alone: all commands by chapter, then a first session that can be typed.
  private static var overview: CommandResult {
    var document = Document()
    for group in CommandGroup.allCases {
      let commands = CommandTable.all.map { $0.specification }.filter { $0.group == group }
      document.append(.heading("\(group.rawValue): \(group.summary)"))
      document.append(
        .list(TextList(commands.map { .init(term: StyledText($0.name, .name), StyledText($0.summary)) })))
      document.append(.blank)
    }
    document.append(
      .text(
        "\("help NAME", .code) explains a command, layer, activation, loss, optimizer, schedule, data set, initializer or function; \("apropos WORD", .code) searches; topics: \(HelpTopic.all.map(\.name).joined(separator: ", ")). \("help KIND", .code) lists all there is of a kind: \(KindListing.names.joined(separator: ", "))."
      ))
    document.append(.blank)
    // Last, so that a newcomer has it before the eyes when the page is longer than the window.
    document.blocks += HelpTopic.start.document.blocks
    let names = CommandTable.all.map { DataValue.text($0.specification.name) }
    return CommandResult(["commands": .array(names)], document: document)
  }
}
