import Language

/// One command about to run: its arguments, bound by name and type, and how to run what is nested in it.
package struct Call {
  /// Hands out arguments; asking for one of the wrong type throws its diagnostic.
  package let binder: Binder
  /// Runs blocks and commands that stand inside this one.
  package let interpreter: Interpreter

  /// The command as parsed.
  package var command: Command { binder.command }
  /// The text the command stands in.
  package var source: SourceText { interpreter.source }
  /// Evaluates further expressions as the command's own are.
  package var evaluator: Evaluator { binder.evaluator }

  /// A diagnostic at one argument, or at the verb where the argument is missing.
  package func failure(
    _ code: String, _ message: String, at argument: Argument? = nil, label: String = "",
    notes: [String] = [], help: String? = nil, suggestions: [String] = []
  ) -> Diagnostic {
    Diagnostic(
      code, message, label: label, notes: notes, help: help, suggestions: suggestions, source: source,
      range: argument?.range ?? command.verb.range)
  }

  /// The complaint about a name that a table does not have.
  package func unknown(
    _ kind: String, _ name: String, at argument: Argument?, among names: [String], help: String
  ) -> Diagnostic {
    failure(
      "unknown-\(kind.split(separator: " ").joined(separator: "-"))", "no \(kind) is called `\(name)`",
      at: argument, label: "not in the table", help: help,
      suggestions: Suggestions.near(name, among: names))
  }
}
