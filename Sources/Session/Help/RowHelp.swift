import Engine
import InitKit
import Text

/// The page of a row of a table: summary, formula, source, options, example.
struct RowHelp {
  private let name: String
  private let kind: String
  private let aliases: [String]
  private let summary: String
  private let formula: String
  private let source: String
  private let options: [(name: String, help: String, standard: String)]
  private let notes: [String]
  /// Where other libraries mean something else by the same words.
  private let traps: [String]
  private let origin: InitializerOrigin
  private let example: String

  /// A row of the engine's tables.
  init(_ specification: Engine.Specification, kind: String) {
    name = specification.name
    self.kind = kind
    aliases = specification.aliases
    summary = specification.summary
    formula = specification.formula
    source = specification.source
    options = specification.options.map { ($0.name, $0.help, Self.text($0.default)) }
    notes = specification.notes
    traps = []
    origin = .builtin
    example = specification.example
  }

  /// A row of the plugin table.
  init(_ entry: InitializerEntry) {
    let specification = entry.specification
    name = specification.name
    kind = "initializer"
    aliases = specification.aliases
    summary = specification.summary
    formula = specification.formula
    source = specification.source
    options = specification.parameters.map { ($0.name, $0.help, Self.text($0.default)) }
    notes = []
    traps = specification.notes
    origin = entry.origin
    let needsArguments = specification.parameters.contains { $0.default == .required }
    let place = entry.scope.isNetworkWide ? "network" : "all"
    example =
      "init \(place) \((needsArguments ? specification.examples.first : nil) ?? specification.name)"
  }

  var document: Document {
    var document = Document([.heading("\(name)  (\(kind))"), .text(StyledText(summary))])
    document.append(.blank)
    var facts: [TextList.Item] = []
    if !formula.isEmpty { facts.append(.init(term: StyledText("formula", .dim), StyledText(formula))) }
    if !source.isEmpty { facts.append(.init(term: StyledText("source", .dim), StyledText(source))) }
    if !aliases.isEmpty {
      facts.append(.init(term: StyledText("also", .dim), StyledText(aliases.joined(separator: ", "))))
    }
    if origin != .builtin { facts.append(.init(term: StyledText("from", .dim), StyledText(origin.words))) }
    if !facts.isEmpty { document.append(.list(TextList(facts))) }
    if !options.isEmpty {
      document.append(.blank)
      document.append(.heading(kind == "initializer" ? "parameters" : "options"))
      document.append(
        .list(
          TextList(
            options.map { .init(term: StyledText("\($0.name)=", .name), StyledText($0.help + $0.standard)) }))
      )
    }
    for note in notes {
      document.append(.blank)
      document.append(.text(StyledText(note)))
    }
    if !traps.isEmpty {
      document.append(.blank)
      document.append(.heading("names that mislead, and other notes"))
      document.append(.list(TextList(traps.map { .init(term: StyledText("-", .dim), StyledText($0)) })))
    }
    document.append(.blank)
    document.append(.heading("example"))
    document.append(.code(example))
    return document
  }

  static func text(_ standard: ParameterDefault) -> String {
    switch standard {
    case .required: " (must be given)"
    case .value(let value): " (default \(value.source))"
    case .derived(let text): " (default \(text))"
    }
  }
}

extension InitializerOrigin {
  /// Where a row comes from, in words.
  var words: String {
    switch self {
    case .builtin: "the program"
    case .swift: "a plugin in Swift"
    case .c: "a plugin behind the C interface"
    case .expression: "a formula"
    }
  }
}
