/// What runs the commands of a script: the session.
package protocol CommandRunner: Environment {
  /// The variables, which `let` and `for` change.
  var scope: Scope { get set }
  /// Told of a statement that failed, with its text: also of those that `run` never saw.
  mutating func failed(_ statement: String, because diagnostic: Diagnostic)
  /// Runs one command that the grammar knows.
  ///
  /// The interpreter gives the source of the command, and runs blocks and commands nested in it.
  mutating func run(_ command: Command, by interpreter: Interpreter) throws(Stop)
}

extension CommandRunner {
  package mutating func failed(_ statement: String, because diagnostic: Diagnostic) {}
}
