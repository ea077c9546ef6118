import InitKit
import Language
import Text

/// `inits`
enum InitsCommand: SessionCommand {
  static let specification = CommandSpecification(
    "inits", group: .initialize, summary: "list the plugin table: all initializers",
    forms: [[Positional("word", .word, .optional)]],
    arguments: [ArgumentHelp("word", "only those with this word in their name, summary or aliases")],
    examples: [
      CommandExample("inits", shows: "he_normal"), CommandExample("inits kaiming", shows: "he_uniform"),
    ],
    seeAlso: ["describe", "init", "compare"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let word = try call.binder.optionalWord("word")?.lowercased() ?? ""
    let entries = session.initializers.entries.filter { entry in
      let specification = entry.specification
      let texts = [specification.name, specification.summary] + specification.aliases
      return word.isEmpty || texts.contains { $0.lowercased().contains(word) }
    }
    var items: [TextList.Item] = []
    for entry in entries {
      items.append(
        .init(
          term: StyledText(signature(entry.specification), .name),
          "\(entry.specification.summary) \(entry.specification.formula, .code) \("[\(origin(entry))]", .dim)"
        ))
    }
    let document =
      items.isEmpty
      ? Document("no initializer has `\(word)` in its name or summary; \("inits", .code) lists all")
      : Document([.list(TextList(items))])
    return CommandResult(["initializers": .array(entries.map(data))], document: document)
  }

  /// Where it comes from, and what it is for where that is no single weight.
  private static func origin(_ entry: InitializerEntry) -> String {
    entry.scope.isNetworkWide ? "\(entry.origin.rawValue), network" : entry.origin.rawValue
  }

  /// Such as `normal(mean, std)`.
  private static func signature(_ specification: InitializerSpecification) -> String {
    guard !specification.parameters.isEmpty else { return specification.name }
    return "\(specification.name)(\(specification.parameters.map(\.name).joined(separator: ", ")))"
  }

  private static func data(_ entry: InitializerEntry) -> DataValue {
    let specification = entry.specification
    let parameters: [DataValue] = specification.parameters.map { parameter in
      let standard: DataValue =
        if case .value(let value) = parameter.default { .text(value.source) } else { .null }
      return ["name": .text(parameter.name), "default": standard, "help": .text(parameter.help)]
    }
    return [
      "name": .text(specification.name), "aliases": .texts(specification.aliases),
      "source": .text(entry.origin.rawValue), "parameters": .array(parameters),
      "summary": .text(specification.summary), "formula": .text(specification.formula),
      "reference": .text(specification.source), "scope": .text(entry.scope.rawValue),
    ]
  }
}
