extension Binder {
  /// The word of a positional or option, or what stands for it.
  ///
  /// - Throws: that it is missing.
  package func word(_ name: String, default standard: String? = nil) throws(Diagnostic) -> String {
    try required(name, try optionalWord(name), standard)
  }

  /// The same; nil when it is not given.
  package func optionalWord(_ name: String) throws(Diagnostic) -> String? {
    guard let argument = argument(name) else { return nil }
    return try word(of: argument)
  }

  /// All words of a positional that may be repeated.
  package func words(_ name: String) throws(Diagnostic) -> [String] {
    var words: [String] = []
    for argument in arguments(name) { words.append(try word(of: argument)) }
    return words
  }

  /// The raw text of an argument; what a text in quotes holds.
  package func word(of argument: Argument) throws(Diagnostic) -> String {
    guard argument.raw.first == "\"" else { return argument.raw }
    let expression = try Parser.expression(evaluator.source, in: argument.range)
    guard case .text(let text) = expression.kind else { return argument.raw }
    return text
  }

  /// A word out of a few.
  package func choice(
    _ name: String, from choices: [String], default standard: String? = nil
  ) throws(Diagnostic) -> String {
    try required(name, try optionalChoice(name, from: choices), standard)
  }

  /// The same; nil when it is not given.
  package func optionalChoice(_ name: String, from choices: [String]) throws(Diagnostic) -> String? {
    guard let argument = argument(name) else { return nil }
    let word = try word(of: argument)
    guard choices.contains(word) else { throw misuse.notChosen(argument, word, from: choices) }
    return word
  }

  /// The text of a template, filled in; empty when there is none.
  package func template(_ name: String) throws(Diagnostic) -> String {
    guard case .template(let template)? = argument(name)?.kind else { return "" }
    return try evaluator.text(of: template)
  }
}
