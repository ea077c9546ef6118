/// What a person sees when something is wrong: a stable code, a place, what was expected, a remedy.
///
/// Wording: lower case, no full stop, the user's own text in backticks.
package struct Diagnostic: Error, Equatable, Sendable {
  /// Whether the command failed, or is only remarked upon.
  package enum Severity: String, Sendable {
    case error, warning
  }

  /// The code of what the user stopped, which is no failure.
  package static let interruptedCode = "interrupted"

  /// Stable and lower case with hyphens, such as `unknown-name`.
  package var code: String
  package var severity: Severity
  package var message: String
  /// Stands behind the caret.
  package var label: String
  package var notes: [String]
  /// A remedy that can be typed as it stands, or names what to type.
  package var help: String?
  /// Names near to the one that is not known, nearest first.
  package var suggestions: [String]
  /// Nil where the thrower knows no source: the evaluator fills it in.
  package var source: SourceText?
  package var range: SourceRange?
  /// More text could still mend it: the prompt then asks for another line.
  package var isUnfinished: Bool

  package init(
    _ code: String, _ message: String, label: String = "", notes: [String] = [], help: String? = nil,
    suggestions: [String] = [], source: SourceText? = nil, range: SourceRange? = nil,
    isUnfinished: Bool = false, severity: Severity = .error
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.label = label
    self.notes = notes
    self.help = help
    self.suggestions = suggestions
    self.source = source
    self.range = range
    self.isUnfinished = isUnfinished
  }

  /// The same with a place, where it has none yet.
  package func placed(in source: SourceText, at range: SourceRange) -> Diagnostic {
    var copy = self
    if copy.source == nil { copy.source = source }
    if copy.range == nil { copy.range = range }
    return copy
  }

  /// Line and column, when the place is known.
  package var position: SourcePosition? {
    guard let source, let range else { return nil }
    return source.position(of: range.start)
  }

  /// The text behind `help:`: the suggestion, the remedy, or both.
  package var hint: String? {
    guard !suggestions.isEmpty else { return help }
    let names = suggestions.map { "`\($0)`" }.joined(separator: " or ")
    let question = "did you mean \(names)?"
    return help.map { "\(question) \($0)" } ?? question
  }
}
