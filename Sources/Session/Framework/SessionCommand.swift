import Language

/// A command of the language: one type, one file, one row in `CommandTable`.
package protocol SessionCommand: Sendable {
  static var specification: CommandSpecification { get }

  /// Runs the command on the session.
  ///
  /// A command that fails leaves the session as it was: it works on copies and assigns them last.
  /// - Throws: a `Diagnostic`, or a typed error of a module below, which the session words as one.
  static func run(_ call: Call, in session: Session) throws -> CommandResult

  /// Options that depend on the words before, such as those of a layer kind; Tab offers them.
  static func options(after words: [String], in session: Session) -> [CommandOption]
}

extension SessionCommand {
  package static func options(after words: [String], in session: Session) -> [CommandOption] { [] }
}
