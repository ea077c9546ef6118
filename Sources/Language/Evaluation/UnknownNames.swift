extension Evaluator {
  /// Says which word of a path nothing is known of.
  func unknown(_ path: Reference) -> Diagnostic {
    guard environment.names.contains(path.name.text) else { return unknownName(path.name) }
    var known = Reference(path.name)
    for step in path.steps {
      if case .member(let name) = step {
        let parts = environment.parts(of: known)
        if !parts.contains(name.text) { return unknownPart(name, of: known, parts) }
      }
      known.steps.append(step)
    }
    return failure(
      "no-value", "`\(path.text)` has no value", label: "nothing to show here",
      help: "`net` lists the layers",
      at: path.range)
  }

  private func unknownName(_ name: Name) -> Diagnostic {
    let candidates = scope.names + environment.names + Self.constants.keys.sorted()
    let near = Suggestions.near(name.text, among: candidates)
    let isFunction =
      FunctionTable.standard[name.text] != nil
      || environment.functions.contains { $0.name == name.text }
    var help: String? = near.isEmpty ? "`let \(name.text) = …` gives it a value" : nil
    if isFunction { help = "a function is called with brackets: `\(name.text)(…)`" }
    return failure(
      "unknown-name", "nothing is called `\(name.text)`", label: "not known here", help: help,
      suggestions: isFunction ? [] : near, at: name.range)
  }

  private func unknownPart(_ name: Name, of known: Reference, _ parts: [String]) -> Diagnostic {
    let near = Suggestions.near(name.text, among: parts)
    let list = parts.map { "`\($0)`" }.joined(separator: ", ")
    return failure(
      "unknown-part", "`\(known.text)` has no part `\(name.text)`", label: "not a part of it",
      help: parts.isEmpty ? "`print \(known.text)` shows what it is" : "it has \(list)", suggestions: near,
      at: name.range)
  }

  func unknownFunction(_ name: Name) -> Diagnostic {
    let functions = FunctionTable.standard.names + environment.functions.map(\.name)
    let near = Suggestions.near(name.text, among: functions)
    let isKnownName = scope[name.text] != nil || environment.names.contains(name.text)
    let help = isKnownName ? "entries are read with `[…]`: `\(name.text)[0]`" : "`help functions` lists all"
    return failure(
      "unknown-function", "no function is called `\(name.text)`", label: "not a function", help: help,
      suggestions: near, at: name.range)
  }
}
