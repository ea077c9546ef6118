import Language

extension Session {
  /// Hands a command that changed the session to the host, in a form that does the same when it is run later.
  ///
  /// Variables that the journal does not have yet are put around it; files are named as they were found.
  func keepForJournal(_ command: Command) {
    var text = journalText ?? CommandPrinter.text(located(command))
    for name in scope.names where !journalScope[name].isSame(as: scope[name]) && Self.mentions(name, in: text)
    {
      guard let value = scope[name]?.sourceText else { continue }
      text = "for \(name) in [\(value)] { \(text) }"
    }
    for (name, path) in locatedFiles {
      text.replace(ExpressionPrinter.quoted(name), with: ExpressionPrinter.quoted(path))
    }
    keep(text)
  }

  private func keep(_ text: String) {
    program.append(text)
    host.keep(text)
  }

  /// Hands variables that have changed to the host.
  func keepVariablesForJournal() {
    for name in scope.names where !journalScope[name].isSame(as: scope[name]) {
      guard let value = scope[name] else { continue }
      keep("let \(name) = \(value.sourceText)")
    }
    journalScope = scope
  }

  /// The command with the files that it reads named from the working folder.
  private func located(_ command: Command) -> Command {
    guard ["data", "import", "load", "plugin"].contains(command.verb.text), let folder = scriptFolders.last
    else {
      return command
    }
    var command = command
    for place in command.arguments.indices where command.arguments[place].kind != .keyword {
      let word = command.arguments[place].raw
      guard let path = try? files.path(word, relativeTo: folder), path != word else { continue }
      command.arguments[place].raw = path
      command.arguments[place].kind = .word
    }
    return command
  }

  /// Whether a name stands in a text as a word of its own.
  private static func mentions(_ name: String, in text: String) -> Bool {
    text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { $0 == name }
  }
}
