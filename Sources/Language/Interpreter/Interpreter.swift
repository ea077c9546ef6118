/// Runs statements one after the other; commands it hands to a runner.
package struct Interpreter: Sendable {
  package let grammar: Grammar
  /// The text that the statements' places are in.
  package let source: SourceText

  package init(grammar: Grammar, source: SourceText) {
    self.grammar = grammar
    self.source = source
  }

  /// Parses a whole script, then runs it.
  ///
  /// - Throws: `.unparsed` before anything has run, otherwise what stopped it.
  package static func run(
    _ source: SourceText, grammar: Grammar, on runner: inout some CommandRunner
  ) throws(Stop) {
    let program: Program
    do throws(ParseFailure) {
      program = try Parser.program(source, grammar: grammar)
    } catch {
      throw .unparsed(error.diagnostics)
    }
    try Interpreter(grammar: grammar, source: source).run(program.statements, on: &runner)
  }

  /// Runs statements of this source up to the first that fails.
  package func run(_ statements: [Statement], on runner: inout some CommandRunner) throws(Stop) {
    for statement in statements {
      if runner.shouldStop { throw .interrupted }
      try run(statement, on: &runner)
    }
  }

  /// Runs one statement; the runner is told of one that fails, the innermost first.
  package func run(_ statement: Statement, on runner: inout some CommandRunner) throws(Stop) {
    do throws(Stop) {
      try perform(statement, on: &runner)
    } catch {
      if case .failed(let diagnostic) = error { runner.failed(head(of: statement), because: diagnostic) }
      throw error
    }
  }

  /// A command as typed; of other statements what stands before their block.
  private func head(of statement: Statement) -> String {
    if case .command(let command) = statement.kind { return command.raw }
    let text = source.text(statement.range).prefix { $0 != "{" && !$0.isNewline }
    return text.last == " " ? String(text.dropLast()) : String(text)
  }

  private func perform(_ statement: Statement, on runner: inout some CommandRunner) throws(Stop) {
    switch statement.kind {
    case .assignment(let name, let expression):
      try checkFree(name, runner)
      runner.scope[name.text] = try evaluate(runner) { (evaluator) throws(Diagnostic) in
        try evaluator.value(of: expression)
      }
    case .repetition(let count, let body): try `repeat`(count, body, on: &runner)
    case .loop(let name, let sequence, let body): try loop(name, sequence, body, on: &runner)
    case .conditional(let branches, let otherwise):
      for branch in branches {
        let holds = try evaluate(runner) { (evaluator) throws(Diagnostic) in
          try evaluator.condition(branch.condition)
        }
        if holds { return try run(branch.body.statements, on: &runner) }
      }
      try run(otherwise?.statements ?? [], on: &runner)
    case .command(let command): try run(command, on: &runner)
    }
  }

  /// Runs one command, or says that there is none of its name.
  package func run(_ command: Command, on runner: inout some CommandRunner) throws(Stop) {
    guard command.isKnown, grammar[command.verb.text] != nil else {
      throw .failed(UnknownCommand.diagnostic(command, grammar, source))
    }
    try runner.run(command, by: self)
  }

  /// Evaluates against the runner as it is now.
  package func evaluate<Result>(
    _ runner: some CommandRunner, _ body: (Evaluator) throws(Diagnostic) -> Result
  ) throws(Stop) -> Result {
    try Stop.failing { () throws(Diagnostic) in
      try body(Evaluator(source, scope: runner.scope, environment: runner))
    }
  }

  /// A variable may not hide a name of the session.
  private func checkFree(_ name: Name, _ runner: some CommandRunner) throws(Stop) {
    guard runner.names.contains(name.text), runner.scope[name.text] == nil else { return }
    throw .failed(
      Diagnostic(
        "reserved-name", "`\(name.text)` is a name of the session already", label: "cannot be a variable",
        help: "`let my_\(name.text) = …`", source: source, range: name.range))
  }
}

extension Interpreter {
  private func `repeat`(
    _ count: Expression, _ body: StatementBlock, on runner: inout some CommandRunner
  ) throws(Stop) {
    let rounds = try evaluate(runner) { (evaluator) throws(Diagnostic) in try evaluator.rounds(count) }
    var round = 0.0
    while round < rounds {
      if runner.shouldStop { throw .interrupted }
      try run(body.statements, on: &runner)
      round += 1
    }
  }

  private func loop(
    _ name: Name, _ sequence: Expression, _ body: StatementBlock, on runner: inout some CommandRunner
  ) throws(Stop) {
    try checkFree(name, runner)
    let items = try evaluate(runner) { (evaluator) throws(Diagnostic) in try evaluator.sequence(sequence) }
    let before = runner.scope[name.text]
    defer { runner.scope[name.text] = before }
    for item in items {
      if runner.shouldStop { throw .interrupted }
      runner.scope[name.text] = item
      try run(body.statements, on: &runner)
    }
  }
}
