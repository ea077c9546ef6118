import Language

/// All that is known of a command besides what it does: parsing, help and completion come from it.
package struct CommandSpecification: Sendable {
  /// The verb.
  package var name: String
  /// Other spellings that work.
  package var aliases: [String]
  package var group: CommandGroup
  /// One line, lower case, no full stop.
  package var summary: String
  /// The ways to write the positional arguments.
  package var forms: [[Positional]]
  /// What the positional arguments mean, by their names in `forms`.
  package var arguments: [ArgumentHelp]
  package var options: [CommandOption]
  /// Takes options beyond `options`, checked by the command itself.
  package var takesAnyOption: Bool
  /// Paragraphs below the summary.
  package var details: [String]
  package var examples: [CommandExample]
  /// Names of related commands.
  package var seeAlso: [String]

  package init(
    _ name: String, aliases: [String] = [], group: CommandGroup, summary: String,
    forms: [[Positional]] = [[]],
    arguments: [ArgumentHelp] = [], options: [CommandOption] = [], takesAnyOption: Bool = false,
    details: [String] = [], examples: [CommandExample], seeAlso: [String] = []
  ) {
    self.name = name
    self.aliases = aliases
    self.group = group
    self.summary = summary
    self.forms = forms
    self.arguments = arguments
    self.options = options
    self.takesAnyOption = takesAnyOption
    self.details = details
    self.examples = examples
    self.seeAlso = seeAlso
  }

  /// The parser's view of the command, one for each spelling.
  package var grammars: [CommandGrammar] {
    ([name] + aliases).map {
      CommandGrammar(
        $0, forms: forms, options: options.map { ($0.name, $0.syntax) }, takesAnyOption: takesAnyOption)
    }
  }
}

/// What a positional argument means.
package struct ArgumentHelp: Equatable, Sendable {
  /// As in the grammar's form.
  package var name: String
  package var help: String
  /// How it is written, where its syntax does not say it all.
  package var usage: String?
  /// What Tab offers for it.
  package var completes: CompletionSource

  package init(
    _ name: String, _ help: String, usage: String? = nil, completes: CompletionSource = .nothing
  ) {
    self.name = name
    self.help = help
    self.usage = usage
    self.completes = completes
  }
}

/// An option `name=value` of a command.
package struct CommandOption: Equatable, Sendable {
  package var name: String
  package var syntax: ArgumentSyntax
  /// The default as one would type it; empty where leaving the option out means something of its own.
  package var defaultText: String
  /// What it does, with unit and range.
  package var help: String
  package var completes: CompletionSource

  package init(
    _ name: String, _ syntax: ArgumentSyntax = .value, default defaultText: String = "", _ help: String,
    completes: CompletionSource = .nothing
  ) {
    self.name = name
    self.syntax = syntax
    self.defaultText = defaultText
    self.help = help
    self.completes = completes
  }
}

extension CommandOption {
  /// An option without a default, whose value is an expression.
  package init(_ name: String, _ help: String) { self.init(name, .value, help) }
}

/// Commands that show the command at work; the tests run them.
package struct CommandExample: Equatable, Sendable {
  /// One line, as typed.
  package var commands: String
  /// A piece of what they print, on one line; empty where nothing is printed.
  package var shows: String

  package init(_ commands: String, shows: String = "") {
    self.commands = commands
    self.shows = shows
  }
}

/// Where the words come from that Tab offers.
package enum CompletionSource: String, Equatable, Sendable {
  case nothing, activations, branches, commands, dataSets, files, initializers, layerKinds, layers, losses,
    optimizers
  case marks, places, plugins, references, schedules, settings, topics
}
