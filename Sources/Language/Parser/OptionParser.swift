extension Parser {
  /// The name of the option at the position and the place behind its `=`, or nil.
  ///
  /// Blanks before `=` are accepted only where the grammar lists the option, or takes any; behind it always.
  func optionName(_ grammar: CommandGrammar) -> (name: Name, end: Int)? {
    var ahead = lexer
    let start = ahead.position
    guard let text = ahead.name() else { return nil }
    let name = Name(text, range: SourceRange(start, ahead.position))
    let end = ahead.position
    ahead.skipBlanks()
    guard ahead.byte() == Ascii.equals, ahead.byte(1) != Ascii.equals else { return nil }
    let isKnown = grammar.takesAnyOption || grammar.optionNames.contains(text)
    guard ahead.position == end || isKnown else { return nil }
    return (name, ahead.position + 1)
  }

  mutating func option(_ grammar: CommandGrammar) throws(Diagnostic) -> Option? {
    rewind()
    guard let (name, end) = optionName(grammar) else { return nil }
    lexer.position = end
    let isMissing = isArgumentsEnd() || lexer.byte() == Ascii.openBrace || optionName(grammar) != nil
    guard !isMissing else {
      throw Diagnostic(
        "missing-operand", "expected a value after `\(name.text)=`, found nothing", label: "expected a value",
        help: "write the value right behind `\(name.text)=`", source: source,
        range: name.range.union(SourceRange(end, end)))
    }
    return Option(name: name, value: try argument(name.text, grammar.syntax(ofOption: name.text)))
  }
}
